package com.zhaoli.pay.payment.channel;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of a refund at a channel, by answer, query or callback. */
public sealed interface RefundOutcome {

  /**
   * The money is back.
   *
   * @param channelRefundNo the channel's number, where it has one
   * @param refunded what this refund gave back, or null where the channel does not say
   * @param refundedAt when, as far as the channel says so
   */
  record Succeeded(
      @Nullable String channelRefundNo, @Nullable Money refunded, @Nullable Instant refundedAt)
      implements RefundOutcome {}

  /** The channel is at it. */
  record Processing() implements RefundOutcome {}

  /** The channel refused or gave up for good, with its own code: the money is not back. */
  record Failed(String code) implements RefundOutcome {}

  /** The channel knows no such refund (answer to a query): asking for it again is due. */
  record NotFound() implements RefundOutcome {}

  /** Nobody knows; the same refund may be asked for again. */
  record Unknown(String reason) implements RefundOutcome {}
}
