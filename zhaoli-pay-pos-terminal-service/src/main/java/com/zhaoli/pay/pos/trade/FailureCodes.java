package com.zhaoli.pay.pos.trade;

/** Why a trade is as it is, where that is the platform's word and not the channel's. */
final class FailureCodes {
  /** The sale was cut off before it reached the channel; nothing was taken. */
  static final String NOT_SENT = "NOT_SENT";

  /** It was cancelled before the platform had ever heard of it. */
  static final String NOT_RECEIVED = "NOT_RECEIVED";

  /** The channel would not undo it: it stays paid. */
  static final String REVERSAL_REFUSED = "REVERSAL_REFUSED";

  private FailureCodes() {}
}
