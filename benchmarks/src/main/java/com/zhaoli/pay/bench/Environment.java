package com.zhaoli.pay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** What a benchmark ran on. */
record Environment(String startedAt, String jvm, String os, String cpu, int cpus, long maxHeapMiB) {

  static Environment here(Clock clock) {
    Runtime runtime = Runtime.getRuntime();
    return new Environment(
        clock.instant().toString(),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        cpuModel(),
        runtime.availableProcessors(),
        runtime.maxMemory() >> 20);
  }

  private static String cpuModel() {
    Path info = Path.of("/proc/cpuinfo");
    try {
      return Files.isReadable(info)
          ? Files.readAllLines(info).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElse("unknown")
          : "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }
}
