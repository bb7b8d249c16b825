package com.zhaoli.pay.bench;

/** One benchmark that people start by its name. */
interface Bench {
  String name();

  /** One line for the list of benchmarks. */
  String description();

  /** Measures; takes as long as it needs, and says on standard output how far it is. */
  BenchReport run();
}
