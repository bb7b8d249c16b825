package com.zhaoli.pay.e2e.faults.books;

import java.util.Set;

/** Nothing is uncertain at the end, and what is shown is what is written. */
final class DecisionRules {
  private static final Set<String> OPEN_PAYMENT = Set.of("CREATED", "PAYING");
  private static final Set<String> OPEN_ATTEMPT =
      Set.of("CREATED", "PAYING", "CLOSING", "REVERSING");

  private DecisionRules() {}

  static void check(PaymentFile file, Findings findings) {
    Rows.Payment payment = file.payment();
    findings.require(
        !OPEN_PAYMENT.contains(payment.status()), "the payment is still {}", payment.status());
    for (Rows.Attempt attempt : file.attempts()) {
      findings.require(
          !OPEN_ATTEMPT.contains(attempt.status()),
          "order {} is still {}",
          attempt.attemptNo(),
          attempt.status());
    }
    for (Rows.Refund refund : file.refunds()) {
      findings.require(
          !refund.status().equals("PROCESSING"),
          "refund {} is still PROCESSING",
          refund.refundNo());
    }
    ApiView shown = file.api();
    findings.require(shown != null, "the open API does not know the payment");
    if (shown != null) {
      findings.require(
          shown.equals(new ApiView(payment.status(), payment.amountFen(), payment.refundedFen())),
          "the open API shows {}",
          shown);
    }
  }
}
