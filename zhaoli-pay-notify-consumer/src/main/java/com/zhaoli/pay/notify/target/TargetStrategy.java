package com.zhaoli.pay.notify.target;

/** How one kind of target is found and told. */
public interface TargetStrategy {

  TargetKind kind();

  /**
   * Looks up a merchant's targets, once for all of its events in a batch, before anything is
   * claimed. A look-up at another service that fails is a target whose delivery fails, and is
   * repeated like one. Only our own database may throw, and is waited for.
   */
  MerchantTargets targetsOf(String merchantNo);
}
