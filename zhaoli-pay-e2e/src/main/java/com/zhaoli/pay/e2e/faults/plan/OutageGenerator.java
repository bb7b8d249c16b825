package com.zhaoli.pay.e2e.faults.plan;

import com.zhaoli.pay.e2e.faults.plan.Outage.Kind;
import java.util.ArrayList;
import java.util.List;

/** Draws what dies, and when: every kind at least once, and payment-service more often. */
final class OutageGenerator {
  /** An outage and the start after it take about as long. */
  private static final long MILLIS_EACH = 15_000;

  private static final long LEAST = 5;

  private OutageGenerator() {}

  static List<Outage> outages(Size size, Draws draws) {
    long count = Math.max(LEAST, size.trafficMillis() / MILLIS_EACH);
    List<Outage> outages = new ArrayList<>();
    List<Kind> left = new ArrayList<>();
    while (outages.size() < count) {
      if (left.isEmpty()) {
        left.addAll(List.of(Kind.values()));
        left.add(Kind.KILL_PAYMENT_SERVICE);
      }
      // The first is a kill: most payments are young then.
      Kind kind = outages.isEmpty() ? left.remove(0) : draws.take(left);
      outages.add(new Outage(draws.between(500, 6_000), kind, holdMillis(kind, draws)));
    }
    return outages;
  }

  private static long holdMillis(Kind kind, Draws draws) {
    return switch (kind) {
      case KILL_PAYMENT_SERVICE -> draws.between(0, 3_000);
      case STOP_RABBITMQ, STOP_RABBITMQ_AND_KILL -> draws.between(2_000, 9_000);
      case STOP_REDIS -> draws.between(1_000, 6_000);
    };
  }
}
