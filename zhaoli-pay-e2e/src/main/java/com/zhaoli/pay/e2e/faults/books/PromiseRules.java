package com.zhaoli.pay.e2e.faults.books;

import java.util.Map;
import java.util.Set;

/** What the merchant was told in answers is true, and what it asked for was done once. */
final class PromiseRules {
  /** Where a payment may stand at the end after an answer that said this of it. */
  private static final Map<String, Set<String>> AFTER =
      Map.of(
          "CLOSED", Set.of("CLOSED"),
          "FAILED", Set.of("FAILED"),
          "REVERSED", Set.of("REVERSED"),
          "REFUNDED", Set.of("REFUNDED"),
          "PARTIALLY_REFUNDED", Set.of("PARTIALLY_REFUNDED", "REFUNDED"),
          "SUCCEEDED", Set.of("SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED", "REVERSED"));

  private PromiseRules() {}

  static void check(PaymentFile file, Promises promises, Findings findings) {
    Rows.Payment payment = file.payment();
    Promises.Asked asked = promises.payments().get(payment.outTradeNo());
    findings.require(asked != null, "nobody asked for this payment");
    if (asked != null) {
      findings.require(
          asked.amountFen() == payment.amountFen(), "{} fen were asked for", asked.amountFen());
      for (String promised : asked.paymentNos()) {
        findings.require(promised.equals(payment.paymentNo()), "an answer called it {}", promised);
      }
    }
    for (String told : promises.toldOf(payment.paymentNo())) {
      Set<String> possible = AFTER.get(told);
      findings.require(
          possible == null || possible.contains(payment.status()),
          "an answer said {}, and it is {}",
          told,
          payment.status());
    }
    for (Rows.Refund refund : file.refunds()) {
      checkRefund(refund, promises, findings);
    }
  }

  private static void checkRefund(Rows.Refund refund, Promises promises, Findings findings) {
    if (refund.isMerchants()) {
      Promises.AskedRefund asked = promises.refunds().get(refund.outRefundNo());
      findings.require(
          asked != null
              && asked.paymentNo().equals(refund.paymentNo())
              && asked.amountFen() == refund.amountFen(),
          "nobody asked for refund {} as it is",
          refund.refundNo());
      if (asked != null) {
        for (String promised : asked.refundNos()) {
          findings.require(
              promised.equals(refund.refundNo()),
              "an answer called refund {} {}",
              refund.refundNo(),
              promised);
        }
      }
    }
    for (String told : promises.toldOf(refund.refundNo())) {
      findings.require(
          told.equals("PROCESSING") || told.equals(refund.status()),
          "an answer said that refund {} is {}, and it is {}",
          refund.refundNo(),
          told,
          refund.status());
    }
  }

  /** What was promised is there. */
  static void checkAll(Evidence evidence, Findings findings) {
    for (Promises.Asked asked : evidence.promises().payments().values()) {
      boolean there =
          evidence.files().stream()
              .anyMatch(file -> file.payment().outTradeNo().equals(asked.outTradeNo()));
      findings.require(
          there || asked.paymentNos().isEmpty(),
          "payment {} was promised as {} and is not there",
          asked.outTradeNo(),
          asked.paymentNos());
    }
    for (Promises.AskedRefund asked : evidence.promises().refunds().values()) {
      boolean there =
          evidence.files().stream()
              .flatMap(file -> file.refunds().stream())
              .anyMatch(refund -> refund.outRefundNo().equals(asked.outRefundNo()));
      findings.require(
          there || asked.refundNos().isEmpty(),
          "refund {} was promised as {} and is not there",
          asked.outRefundNo(),
          asked.refundNos());
    }
    for (String breach : evidence.promises().breaches()) {
      findings.require(false, "{}", breach);
    }
  }
}
