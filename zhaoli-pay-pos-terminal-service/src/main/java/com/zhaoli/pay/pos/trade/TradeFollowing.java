package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.client.payment.PosPayment;
import com.zhaoli.pay.pos.trade.internal.TradeStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes a trade one step towards its end: asks payment-service, tells it of a cancellation, and
 * withdraws a sale that never arrived. Each step may be repeated, and taken by several at a time.
 */
@Component
class TradeFollowing {
  private static final Logger log = LoggerFactory.getLogger(TradeFollowing.class);

  private final TradeStore store;
  private final PaymentCalls payments;
  private final Clock clock;

  TradeFollowing(TradeStore store, PaymentCalls payments, Clock clock) {
    this.store = store;
    this.payments = payments;
    this.clock = clock;
  }

  /** The trade after one step. */
  TradeBO step(TradeBO read) {
    TradeBO trade = read;
    if (trade.status().isFinal()) {
      return trade;
    }
    if (trade.undoWanted() && !trade.undoHeard()) {
      return undo(trade);
    }
    return settle(trade, payments.find(trade));
  }

  /** The trade after what payment-service said of it. */
  TradeBO settle(TradeBO trade, PaymentAnswer answer) {
    if (answer instanceof PaymentAnswer.Found found) {
      return isHalfWithdrawn(found.payment()) ? withdraw(trade) : decide(trade, found.payment());
    }
    if (answer instanceof PaymentAnswer.Missing
        && (trade.undoWanted() || !clock.instant().isBefore(trade.onItsWayUntil()))) {
      return withdraw(trade);
    }
    return store.lookLater(trade, next(trade));
  }

  private TradeBO undo(TradeBO trade) {
    PaymentAnswer answer = payments.undo(trade);
    boolean heard =
        answer instanceof PaymentAnswer.Found
            || (answer instanceof PaymentAnswer.Refused refused
                && refused.code().equals("PAYMENT_STATE_INVALID"));
    if (!heard) {
      return settle(trade, answer);
    }
    TradeBO told = store.markUndoHeard(trade, clock.instant());
    return settle(told, answer instanceof PaymentAnswer.Found ? answer : payments.find(told));
  }

  private TradeBO withdraw(TradeBO trade) {
    return payments.withdraw(trade) instanceof PaymentAnswer.Found found
        ? decide(trade, found.payment())
        : store.lookLater(trade, next(trade));
  }

  /** Whoever withdrew it died between the two steps of that. */
  private static boolean isHalfWithdrawn(PosPayment payment) {
    return payment.withdrawn() && payment.status().equals("CREATED");
  }

  private TradeBO decide(TradeBO trade, PosPayment payment) {
    TradeDecision decision;
    try {
      decision = TradeDecision.of(trade, payment);
    } catch (IllegalArgumentException e) {
      log.error("ALERT: trade {} cannot be decided", trade.tradeNo(), e);
      return store.lookLater(trade, next(trade));
    }
    return store.settle(trade, decision, next(trade), clock.instant());
  }

  /** Soon while a person waits at the till, and ever less afterwards. */
  Instant next(TradeBO trade) {
    Instant now = clock.instant();
    Duration age = Duration.between(trade.createdAt(), now);
    Duration pause =
        age.compareTo(Duration.ofMinutes(3)) < 0
            ? Duration.ofSeconds(1)
            : age.compareTo(Duration.ofHours(1)) < 0
                ? Duration.ofSeconds(15)
                : Duration.ofMinutes(5);
    return now.plus(pause);
  }
}
