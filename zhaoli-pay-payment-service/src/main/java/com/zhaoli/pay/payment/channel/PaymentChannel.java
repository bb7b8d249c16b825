package com.zhaoli.pay.payment.channel;

/**
 * The strategy of one wallet: everything that differs between wallets is behind it. Implementations
 * are stateless but for their clients, thread-safe, make their clients at the first use, and put a
 * time limit on every call.
 */
public interface PaymentChannel {

  Channel channel();

  boolean supports(PaymentMethod method);

  /** Whether an account of that number is configured. Says nothing about its keys. */
  boolean hasAccount(String channelAccountNo);

  /**
   * Opens the order at the channel. May be repeated with the same attemptNo: it stays one order.
   * Holds no transaction, does not throw for anything the channel or the network does.
   */
  ChannelOutcome pay(ChannelOrder order);

  /** Asks for the order's state. Never answers {@link ChannelOutcome.CodeIssued}. */
  ChannelOutcome query(ChannelOrder order);
}
