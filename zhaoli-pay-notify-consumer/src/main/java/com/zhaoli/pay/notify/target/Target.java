package com.zhaoli.pay.notify.target;

import com.zhaoli.pay.common.message.PaymentEvent;
import org.jspecify.annotations.Nullable;

/** One receiver or endpoint of one event. */
public interface Target {

  /** Names it in claims and in the log: a receiverNo, an endpointNo, or the kind's unresolved. */
  String name();

  /**
   * Tells the target, within a bounded time. Called at least once for each event: what the target
   * sees is the same event id each time.
   */
  Told deliver(PaymentEvent event);

  /** The outcome, where it is known without asking anybody. */
  default @Nullable DeliveryOutcome decided() {
    return null;
  }

  /** A target whose outcome is known without asking anybody. */
  static Target decided(String name, DeliveryOutcome outcome) {
    return new Target() {
      @Override
      public DeliveryOutcome decided() {
        return outcome;
      }

      @Override
      public String name() {
        return name;
      }

      @Override
      public Told deliver(PaymentEvent event) {
        return Told.of(outcome);
      }
    };
  }
}
