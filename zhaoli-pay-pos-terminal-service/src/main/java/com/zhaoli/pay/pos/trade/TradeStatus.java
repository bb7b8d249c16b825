package com.zhaoli.pay.pos.trade;

/** The states of a trade, as the protocol tells them to terminals. */
public enum TradeStatus {
  /** Nobody knows yet whether it is paid. */
  PAYING,
  /** It was cancelled, and the channel has not confirmed. */
  REVERSING,
  SUCCEEDED,
  /** Not paid, and never will be. */
  FAILED,
  /** Taken back: not paid, or the money was given back. */
  REVERSED,
  /** A code that was not paid in time, or taken off. */
  CLOSED;

  /** Whether it stays so by itself. */
  public boolean isFinal() {
    return this != PAYING && this != REVERSING;
  }
}
