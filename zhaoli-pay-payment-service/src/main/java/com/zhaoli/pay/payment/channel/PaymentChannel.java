package com.zhaoli.pay.payment.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * The strategy of one wallet: everything that differs between wallets is behind it. Implementations
 * are stateless but for their clients, thread-safe, make their clients at the first use, and put a
 * time limit on every call. No call may be made inside a transaction, and none throws for anything
 * that the channel or the network does.
 */
public interface PaymentChannel {

  Channel channel();

  boolean supports(PaymentMethod method);

  /**
   * Whether a WAP order needs the address of the payer's browser. Without it the order is opened
   * from our own page, when the payer comes to it.
   */
  default boolean needsPayerIp() {
    return false;
  }

  /** Whether this is the number of a payer's barcode of this wallet. */
  boolean isAuthCode(String authCode);

  /** How a barcode payment whose outcome is open is followed. */
  BarcodeRules barcodeRules();

  /**
   * How a barcode payment whose outcome is open is followed: asked for, and at last undone.
   *
   * @param pollEvery the pause between two questions
   * @param reverseAfter how long after the pay call it is undone, if the payer has not paid by then
   */
  record BarcodeRules(Duration pollEvery, Duration reverseAfter) {}

  /**
   * Opens the order at the channel; for BARCODE, takes the money. May be repeated with the same
   * attemptNo for all methods but BARCODE: it stays one order.
   */
  ChannelOutcome pay(ChannelOrder order);

  /** Asks for the order's state. Never answers that something was issued. */
  ChannelOutcome query(ChannelOrder order);

  /**
   * Asks which order has the channel's own number.
   *
   * @return our attemptNo; empty when the channel knows no such order, or gave no clear answer
   */
  Optional<String> findAttemptNo(String channelAccountNo, String channelTradeNo);

  /** Takes an unpaid order off. */
  CloseOutcome close(ChannelOrder order);

  /** Undoes a barcode payment, paid or not. */
  ReverseOutcome reverse(ChannelOrder order);

  /** Gives money back. May be repeated with the same refundNo and amount: it stays one refund. */
  RefundOutcome refund(ChannelRefund refund);

  /** Asks for a refund's state. */
  RefundOutcome queryRefund(ChannelRefund refund);
}
