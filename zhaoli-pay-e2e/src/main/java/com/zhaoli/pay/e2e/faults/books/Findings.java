package com.zhaoli.pay.e2e.faults.books;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the rules find about one payment, or about none. */
final class Findings {
  private final @Nullable PaymentFile file;
  private final List<Violation> violations;

  Findings(@Nullable PaymentFile file, List<Violation> violations) {
    this.file = file;
    this.violations = violations;
  }

  static List<Violation> none() {
    return new ArrayList<>();
  }

  /** Notes the sentence, with a fact in the place of each pair of braces, unless this holds. */
  void require(boolean holds, String sentence, @Nullable Object... facts) {
    if (holds) {
      return;
    }
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (Object fact : facts) {
      int at = sentence.indexOf("{}", from);
      text.append(sentence, from, at).append(fact);
      from = at + 2;
    }
    violations.add(new Violation(text.append(sentence.substring(from)).toString(), file));
  }
}
