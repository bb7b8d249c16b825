package com.zhaoli.pay.e2e.faults.books;

import java.util.List;

/** Holds all books of a run against each other, to the fen. */
public final class Checker {
  private Checker() {}

  /** Every way in which they do not agree. */
  public static List<Violation> check(Evidence evidence) {
    List<Violation> violations = Findings.none();
    for (PaymentFile file : evidence.files()) {
      Findings findings = new Findings(file, violations);
      DecisionRules.check(file, findings);
      MoneyRules.check(file, findings);
      EventRules.check(file, findings);
      DeliveryRules.check(file, findings);
      PromiseRules.check(file, evidence.promises(), findings);
    }
    Findings general = new Findings(null, violations);
    PromiseRules.checkAll(evidence, general);
    for (ChannelOrder order : evidence.strayOrders()) {
      general.require(false, "a channel has an order that our books do not know: {}", order);
    }
    for (Delivery delivery : evidence.strayDeliveries()) {
      general.require(false, "a webhook tells of a payment that there is not: {}", delivery.text());
    }
    return violations;
  }
}
