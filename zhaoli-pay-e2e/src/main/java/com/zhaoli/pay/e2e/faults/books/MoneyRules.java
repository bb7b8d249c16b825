package com.zhaoli.pay.e2e.faults.books;

import java.util.List;
import java.util.Optional;

/** What the channels hold is what our books say that they hold. */
final class MoneyRules {
  private MoneyRules() {}

  static void check(PaymentFile file, Findings findings) {
    checkTotals(file, findings);
    for (Rows.Attempt attempt : file.attempts()) {
      checkAttempt(file, attempt, findings);
    }
    for (Rows.Refund refund : file.refunds()) {
      checkRefund(file, refund, findings);
    }
    for (ChannelOrder order : file.orders()) {
      checkChannelRefunds(file, order, findings);
    }
  }

  private static void checkTotals(PaymentFile file, Findings findings) {
    Rows.Payment payment = file.payment();
    List<Rows.Refund> back =
        file.refunds().stream().filter(refund -> refund.isMerchants() && refund.isBack()).toList();
    long backFen = back.stream().mapToLong(Rows.Refund::amountFen).sum();
    findings.require(
        payment.refundedFen() == backFen,
        "{} fen are booked as refunded, and refunds of {} fen succeeded",
        payment.refundedFen(),
        backFen);
    findings.require(
        payment.refundReservedFen() == payment.refundedFen(),
        "{} fen are set aside for refunds and {} refunded, though no refund is under way",
        payment.refundReservedFen(),
        payment.refundedFen());
    findings.require(
        payment.refundedFen() <= payment.amountFen(),
        "{} fen were refunded of {}",
        payment.refundedFen(),
        payment.amountFen());
    String fitting =
        payment.refundedFen() == 0
            ? "SUCCEEDED"
            : payment.refundedFen() < payment.amountFen() ? "PARTIALLY_REFUNDED" : "REFUNDED";
    findings.require(
        payment.isPaid() ? payment.status().equals(fitting) : payment.refundedFen() == 0,
        "the payment is {} with {} of {} fen refunded",
        payment.status(),
        payment.refundedFen(),
        payment.amountFen());
    long successes =
        file.attempts().stream()
            .filter(attempt -> attempt.status().equals("SUCCEEDED"))
            .filter(attempt -> file.anomalyOf(attempt).isEmpty())
            .count();
    findings.require(
        successes == (payment.isPaid() ? 1 : 0),
        "the payment is {} and has {} orders that paid it",
        payment.status(),
        successes);
    findings.require(
        !payment.isPaid() || payment.attemptNo() != null, "it is paid by no order that is named");
  }

  private static void checkAttempt(PaymentFile file, Rows.Attempt attempt, Findings findings) {
    Optional<ChannelOrder> order = file.orderOf(attempt);
    long held = order.map(ChannelOrder::heldFen).orElse(0L);
    long ours = oursFen(file, attempt);
    findings.require(
        held == ours,
        "{} holds {} fen for order {} ({}), and our books say {}",
        attempt.channel(),
        held,
        attempt.attemptNo(),
        attempt.status(),
        ours);
    findings.require(
        held == 0 || file.anomalyOf(attempt).isEmpty(),
        "{} keeps {} fen for order {} that no payment could take",
        attempt.channel(),
        held,
        attempt.attemptNo());
    boolean paid = order.isPresent() && order.get().paidAt() != null;
    findings.require(
        attempt.status().equals("SUCCEEDED") ? paid : !paid || attempt.status().equals("REVERSED"),
        "order {} is {} here and {} at {}",
        attempt.attemptNo(),
        attempt.status(),
        order.map(ChannelOrder::state).orElse("not known"),
        attempt.channel());
    findings.require(
        order.isEmpty() || !order.get().isOpen(),
        "order {} is {} here and can still be paid at {}",
        attempt.attemptNo(),
        attempt.status(),
        attempt.channel());
    findings.require(
        order.isEmpty() || order.get().amountFen() == attempt.amountFen(),
        "order {} has another amount at {}",
        attempt.attemptNo(),
        attempt.channel());
    if (paid && attempt.status().equals("SUCCEEDED")) {
      findings.require(
          order.get().channelTradeNo() != null
              && order.get().channelTradeNo().equals(attempt.channelTradeNo()),
          "order {} has another trade number at {}",
          attempt.attemptNo(),
          attempt.channel());
    }
  }

  /** What our books say that the channel holds for an order. */
  private static long oursFen(PaymentFile file, Rows.Attempt attempt) {
    if (!attempt.status().equals("SUCCEEDED")) {
      return 0;
    }
    boolean surplus = file.anomalyOf(attempt).isPresent();
    long back =
        file.refundsOf(attempt).stream()
            .filter(Rows.Refund::isBack)
            .filter(refund -> refund.isMerchants() != surplus)
            .mapToLong(Rows.Refund::amountFen)
            .sum();
    return attempt.amountFen() - back;
  }

  private static void checkRefund(PaymentFile file, Rows.Refund refund, Findings findings) {
    Optional<ChannelOrder.Refund> there =
        file.orders().stream()
            .filter(order -> order.channelOrderNo().equals(refund.attemptNo()))
            .flatMap(order -> order.refund(refund.refundNo()).stream())
            .findFirst();
    boolean back = there.map(ChannelOrder.Refund::isBack).orElse(false);
    findings.require(
        back == refund.isBack(),
        "refund {} is {} here and {} at the channel",
        refund.refundNo(),
        refund.status(),
        there.map(ChannelOrder.Refund::state).orElse("not known"));
    findings.require(
        there.isEmpty() || there.get().amountFen() == refund.amountFen(),
        "refund {} is of {} fen here and of another amount at the channel",
        refund.refundNo(),
        refund.amountFen());
    // A refused one of ours has another in its place, which is the one on record.
    boolean onRecord = !refund.isMerchants() && !refund.hasFailed();
    findings.require(
        onRecord
            == file.anomalies().stream()
                .anyMatch(anomaly -> refund.refundNo().equals(anomaly.refundNo())),
        "refund {} of origin {} is {}, and the surplus money on record does not fit",
        refund.refundNo(),
        refund.origin(),
        refund.status());
  }

  private static void checkChannelRefunds(PaymentFile file, ChannelOrder order, Findings findings) {
    for (ChannelOrder.Refund refund : order.refunds()) {
      boolean known =
          refund.reversal()
              ? file.attempts().stream()
                  .anyMatch(
                      attempt ->
                          attempt.attemptNo().equals(order.channelOrderNo())
                              && attempt.status().equals("REVERSED"))
              : file.refunds().stream()
                  .anyMatch(ours -> ours.refundNo().equals(refund.outRefundNo()));
      findings.require(known, "the channel has a refund that we did not ask for: {}", refund);
    }
  }
}
