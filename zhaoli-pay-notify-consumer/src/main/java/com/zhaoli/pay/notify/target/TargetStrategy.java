package com.zhaoli.pay.notify.target;

import java.util.List;
import java.util.Map;

/** How one kind of target is found and told. */
public interface TargetStrategy {

  TargetKind kind();

  /**
   * Looks up a merchant's targets, once for all of its events in a batch, before anything is
   * claimed. A look-up at another service that fails is a target whose delivery fails, and is
   * repeated like one. Only our own database may throw, and is waited for.
   */
  MerchantTargets targetsOf(String merchantNo);

  /**
   * Which of these calls their targets do not want now, asked once for a batch just before they
   * begin, in the order in which they would. What is not among them may be made, once.
   *
   * @param inLine they waited in the database, and come before what is new
   */
  default Map<Target, DeliveryOutcome.NotBegun> notWantedNow(List<Target> calls, boolean inLine) {
    return Map.of();
  }

  /** How many calls a target wants now, as far as is known without asking anybody. */
  default Room room(String target) {
    return Room.unlimited();
  }
}
