package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call to a channel, or what a channel told us. Only an explicit, authentic answer
 * is a success or a refusal; whatever else happened (time-out, broken answer, a code that nobody
 * explained to us) is {@link Unknown}, and the sync owns it.
 */
public sealed interface ChannelOutcome {

  /** The channel waits for the payer, who pays by this code. */
  record CodeIssued(String codeUrl) implements ChannelOutcome {}

  /**
   * The payer paid.
   *
   * @param paidAt when, as far as the channel says so
   */
  record Succeeded(String channelTradeNo, Money paid, @Nullable Instant paidAt)
      implements ChannelOutcome {}

  /** The channel knows of no payment so far; it may still come. */
  record NotPaid() implements ChannelOutcome {}

  /** The channel took the order off: it can no longer be paid. */
  record Closed() implements ChannelOutcome {}

  /** The channel refused for good, with its own code. */
  record Declined(String code) implements ChannelOutcome {}

  /** Nobody knows. The reason is for the log; it holds nothing of the channel's raw answer. */
  record Unknown(String reason) implements ChannelOutcome {}
}
