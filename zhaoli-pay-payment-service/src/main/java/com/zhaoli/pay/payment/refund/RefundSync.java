package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.RefundOutcome.NotFound;
import com.zhaoli.pay.payment.channel.RefundOutcome.Unknown;
import com.zhaoli.pay.payment.order.AgeBackoff;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.OrderLookup;
import com.zhaoli.pay.payment.refund.RefundSettlement.Result;
import com.zhaoli.pay.payment.refund.internal.RefundStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Owns every refund that is not decided: asks its channel what became of it, and asks for it again
 * under the same number where the channel knows nothing of it.
 */
@Component
public class RefundSync {
  /** A fifth of the refund's age, from five seconds to one hour. */
  private static final AgeBackoff BACKOFF =
      new AgeBackoff(Duration.ofSeconds(5), Duration.ofHours(1), 5);

  private final RefundStore store;
  private final RefundSettlement settlement;
  private final OrderLookup orders;
  private final ChannelRegistry channels;
  private final Clock clock;

  RefundSync(
      RefundStore store,
      RefundSettlement settlement,
      OrderLookup orders,
      ChannelRegistry channels,
      Clock clock) {
    this.store = store;
    this.settlement = settlement;
    this.orders = orders;
    this.channels = channels;
    this.clock = clock;
  }

  /** Asks the channel for a refund that it has not heard of, and settles its answer. */
  void send(RefundBO refund) {
    RefundOutcome outcome = channels.get(refund.channel()).refund(inChannelsTerms(refund));
    if (settlement.settle(refund, outcome) != Result.DECIDED) {
      store.scheduleSync(refund, next(refund));
    }
  }

  /** Leases up to {@code limit} refunds of a channel that are due, the longest due first. */
  public List<RefundBO> leaseDue(Channel channel, int limit, Duration lease) {
    Instant now = clock.instant();
    return store.leaseDue(channel, limit, now, now.plus(lease));
  }

  /** Puts a leased refund off without asking: its account gives no answers at the moment. */
  public void putOff(RefundBO refund, Duration wait) {
    store.scheduleSync(refund, clock.instant().plus(wait));
  }

  /**
   * Asks for a leased refund.
   *
   * @return whether the channel gave a clear answer that fits
   */
  public boolean sync(RefundBO refund) {
    boolean decided = false;
    try {
      ChannelRefund asked = inChannelsTerms(refund);
      PaymentChannel channel = channels.get(refund.channel());
      RefundOutcome outcome = channel.queryRefund(asked);
      if (outcome instanceof NotFound) {
        outcome = channel.refund(asked);
      }
      Result result = settlement.settle(refund, outcome);
      decided = result == Result.DECIDED;
      return !(outcome instanceof Unknown) && result != Result.MISMATCH;
    } finally {
      if (!decided) {
        store.scheduleSync(refund, next(refund));
      }
    }
  }

  private Instant next(RefundBO refund) {
    return BACKOFF.next(refund.createdAt(), clock.instant());
  }

  private ChannelRefund inChannelsTerms(RefundBO refund) {
    AttemptBO attempt = orders.attempt(refund.attemptNo());
    Money paid = attempt.amount();
    return new ChannelRefund(
        refund.refundNo(),
        refund.attemptNo(),
        refund.channelAccountNo(),
        attempt.channelTradeNo(),
        refund.amount(),
        paid,
        refund.reason());
  }
}
