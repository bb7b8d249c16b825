package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call to a channel, or what a channel told us of an order. Only an explicit,
 * authentic answer is a success or a refusal; whatever else happened (time-out, broken answer, a
 * code that nobody explained to us) is {@link Unknown}, and the sync owns it.
 */
public sealed interface ChannelOutcome {

  /** The channel waits for the payer, who pays by this code (NATIVE). */
  record CodeIssued(String codeUrl) implements ChannelOutcome {}

  /**
   * The channel waits for the payer, whose page goes on with these parameters (JSAPI, WAP, PAGE).
   * WAP and PAGE have one, {@code payUrl}: where to send the browser.
   */
  record ParamsIssued(Map<String, String> payParams) implements ChannelOutcome {
    /** The parameter that holds the address to send the browser to. */
    public static final String PAY_URL = "payUrl";

    public ParamsIssued {
      payParams = Map.copyOf(payParams);
    }
  }

  /**
   * The payer paid.
   *
   * @param paidAt when, as far as the channel says so
   */
  record Succeeded(String channelTradeNo, Money paid, @Nullable Instant paidAt)
      implements ChannelOutcome {}

  /**
   * The channel knows of no payment so far, or the payer is at it (entering a password); it may
   * still come.
   */
  record NotPaid() implements ChannelOutcome {}

  /** The order was taken off, closed or revoked: it can no longer be paid, and no money is kept. */
  record Closed() implements ChannelOutcome {}

  /** The channel refused for good, with its own code. */
  record Declined(String code) implements ChannelOutcome {}

  /** Nobody knows. The reason is for the log; it holds nothing of the channel's raw answer. */
  record Unknown(String reason) implements ChannelOutcome {}
}
