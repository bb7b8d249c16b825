package com.zhaoli.pay.e2e.faults.books;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Every event reached the merchant, unchanged, and none tells of what did not happen. */
final class DeliveryRules {
  private DeliveryRules() {}

  static void check(PaymentFile file, Findings findings) {
    Map<String, Delivery> firstById = new HashMap<>();
    for (Delivery delivery : file.deliveries()) {
      findings.require(
          delivery.verification().equals("VALID"),
          "webhook {} came with a signature that is {}",
          delivery.webhookId(),
          delivery.verification());
      Delivery first = firstById.putIfAbsent(delivery.webhookId(), delivery);
      findings.require(
          first == null || first.text().equals(delivery.text()),
          "webhook {} came with two bodies: {} and {}",
          delivery.webhookId(),
          first == null ? "" : first.text(),
          delivery.text());
    }
    for (Rows.Event event : file.events()) {
      Delivery delivery = firstById.remove(event.eventId());
      findings.require(delivery != null, "event {} did not reach the merchant", event.eventId());
      if (delivery != null) {
        checkOne(file, event, delivery, findings);
      }
    }
    firstById
        .keySet()
        .forEach(id -> findings.require(false, "webhook {} tells of no event of ours", id));
    checkAccepted(file, findings);
    checkLast(file, findings);
  }

  private static void checkOne(
      PaymentFile file, Rows.Event event, Delivery delivery, Findings findings) {
    Rows.Payment payment = file.payment();
    findings.require(
        delivery.body().path("id").asString("").equals(event.eventId())
            && delivery.type().equals(event.type())
            && delivery.version() == event.version(),
        "webhook {} is not the event of that number",
        event.eventId());
    findings.require(
        payment.outTradeNo().equals(delivery.data("outTradeNo"))
            && Long.toString(payment.amountFen()).equals(delivery.data("amount")),
        "webhook {} tells of another payment",
        event.eventId());
    findings.require(
        fits(delivery),
        "webhook {} is a {} of a payment that is {}",
        event.eventId(),
        delivery.type(),
        delivery.status());
    if (delivery.type().equals("payment.succeeded")) {
      findings.require(
          Objects.equals(payment.channelTradeNo(), delivery.data("channelTradeNo"))
              && Objects.equals(payment.channel(), delivery.data("channel")),
          "webhook {} tells of another order than the one that was paid",
          event.eventId());
    }
    if (delivery.type().startsWith("refund.")) {
      checkRefund(file, delivery, findings);
    }
  }

  private static boolean fits(Delivery delivery) {
    return switch (delivery.type()) {
      case "payment.succeeded" -> delivery.status().equals("SUCCEEDED");
      case "payment.closed" ->
          delivery.status().equals("CLOSED") || delivery.status().equals("REVERSED");
      case "payment.failed" -> delivery.status().equals("FAILED");
      case "refund.succeeded", "refund.failed" -> !delivery.status().isEmpty();
      default -> false;
    };
  }

  private static void checkRefund(PaymentFile file, Delivery delivery, Findings findings) {
    String refundNo = delivery.refund("refundNo");
    Optional<Rows.Refund> refund =
        file.refunds().stream().filter(ours -> ours.refundNo().equals(refundNo)).findFirst();
    findings.require(
        refund.isPresent()
            && refund.get().status().equals(delivery.refund("status"))
            && delivery.type().equals(refund.get().isBack() ? "refund.succeeded" : "refund.failed")
            && Long.toString(refund.get().amountFen()).equals(delivery.refund("amount")),
        "webhook {} tells of a refund that is not so: {}",
        delivery.webhookId(),
        delivery.text());
    long told =
        file.deliveries().stream()
            .filter(other -> Objects.equals(refundNo, other.refund("refundNo")))
            .map(Delivery::webhookId)
            .distinct()
            .count();
    findings.require(told == 1, "{} events tell of refund {}", told, refundNo);
  }

  /** The receiver refuses some on purpose: those have to come again until it takes them. */
  private static void checkAccepted(PaymentFile file, Findings findings) {
    List<String> accepted =
        file.deliveries().stream()
            .filter(Delivery::isAccepted)
            .map(Delivery::webhookId)
            .distinct()
            .toList();
    for (Rows.Event event : file.events()) {
      findings.require(
          accepted.contains(event.eventId()), "the merchant never took event {}", event.eventId());
    }
    for (Rows.Notification row : file.notifications()) {
      findings.require(
          !row.targetKind().equals("WEBHOOK") || row.status().equals("DELIVERED"),
          "the delivery log says of event {} that it is {}",
          row.eventId(),
          row.status());
    }
  }

  private static void checkLast(PaymentFile file, Findings findings) {
    Optional<Delivery> last =
        file.deliveries().stream().max(Comparator.comparingInt(Delivery::version));
    findings.require(
        last.isPresent() && last.get().status().equals(file.payment().status()),
        "the payment is {} and the last webhook says {}",
        file.payment().status(),
        last.map(Delivery::status).orElse("nothing"));
  }
}
