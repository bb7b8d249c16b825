package com.zhaoli.pay.e2e.faults.books;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Each change has exactly one event, in an order of its own. */
final class EventRules {
  private static final String SUCCEEDED = "payment.succeeded";
  private static final String CLOSED = "payment.closed";
  private static final String FAILED = "payment.failed";

  private EventRules() {}

  static void check(PaymentFile file, Findings findings) {
    List<Rows.Event> events =
        file.events().stream().sorted(Comparator.comparingInt(Rows.Event::version)).toList();
    for (int i = 0; i < events.size(); i++) {
      findings.require(
          events.get(i).version() == i + 1,
          "event {} has version {} and is number {}",
          events.get(i).eventId(),
          events.get(i).version(),
          i + 1);
      findings.require(
          events.get(i).publishedAt() != null,
          "event {} was never published",
          events.get(i).eventId());
    }
    findings.require(
        file.payment().eventVersion() == events.size(),
        "the payment counts {} events, and there are {}",
        file.payment().eventVersion(),
        events.size());
    checkChanges(file, events, findings);
  }

  private static void checkChanges(PaymentFile file, List<Rows.Event> events, Findings findings) {
    Map<String, Long> counts =
        events.stream().collect(Collectors.groupingBy(Rows.Event::type, Collectors.counting()));
    String status = file.payment().status();
    boolean wasPaid = file.payment().isPaid();
    long succeeded = counts.getOrDefault(SUCCEEDED, 0L);
    long closed = counts.getOrDefault(CLOSED, 0L);
    long failed = counts.getOrDefault(FAILED, 0L);
    boolean reversed = status.equals("REVERSED");
    findings.require(
        wasPaid ? succeeded == 1 : succeeded == 0 || (reversed && succeeded == 1),
        "the payment is {} and {} events say that it was paid",
        status,
        succeeded);
    findings.require(
        closed == (reversed || status.equals("CLOSED") ? 1 : 0),
        "the payment is {} and {} events say that it was closed",
        status,
        closed);
    findings.require(
        failed == (status.equals("FAILED") ? 1 : 0),
        "the payment is {} and {} events say that it failed",
        status,
        failed);
    long refunded = count(file, Rows.Refund::isBack);
    findings.require(
        counts.getOrDefault("refund.succeeded", 0L) == refunded,
        "{} refunds succeeded, and {} events say so",
        refunded,
        counts.getOrDefault("refund.succeeded", 0L));
    // Of our own, only the one is told that gives the money back.
    long notRefunded = count(file, refund -> refund.isMerchants() && refund.hasFailed());
    findings.require(
        counts.getOrDefault("refund.failed", 0L) == notRefunded,
        "{} refunds failed, and {} events say so",
        notRefunded,
        counts.getOrDefault("refund.failed", 0L));
  }

  private static long count(PaymentFile file, Predicate<Rows.Refund> which) {
    return file.refunds().stream().filter(which).count();
  }
}
