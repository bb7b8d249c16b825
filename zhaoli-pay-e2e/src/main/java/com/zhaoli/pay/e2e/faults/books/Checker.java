package com.zhaoli.pay.e2e.faults.books;

import java.util.List;

/** Holds all books of a run against each other, to the fen. */
public final class Checker {
  private Checker() {}

  /** What the channels hold against our books, without what merchants were told of it. */
  public static List<Violation> checkMoney(Evidence evidence) {
    List<Violation> violations = Findings.none();
    for (PaymentFile file : evidence.files()) {
      Findings findings = new Findings(file, violations);
      DecisionRules.check(file, findings);
      MoneyRules.check(file, findings);
    }
    checkStrayOrders(evidence, new Findings(null, violations));
    return violations;
  }

  private static void checkStrayOrders(Evidence evidence, Findings findings) {
    for (ChannelOrder order : evidence.strayOrders()) {
      findings.require(false, "a channel has an order that our books do not know: {}", order);
    }
  }

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
    checkStrayOrders(evidence, general);
    for (Delivery delivery : evidence.strayDeliveries()) {
      general.require(false, "a webhook tells of a payment that there is not: {}", delivery.text());
    }
    return violations;
  }
}
