package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.RefundOutcome.Failed;
import com.zhaoli.pay.payment.channel.RefundOutcome.NotFound;
import com.zhaoli.pay.payment.channel.RefundOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.RefundOutcome.Unknown;
import com.zhaoli.pay.payment.order.AgeBackoff;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.OrderLookup;
import com.zhaoli.pay.payment.refund.RefundSettlement.Result;
import com.zhaoli.pay.payment.refund.internal.RefundStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  /** Nobody waits longer than this for what a channel makes of a request that it got. */
  private static final Duration UNHEARD = Duration.ofSeconds(30);

  private final RefundStore store;
  private final RefundSettlement settlement;
  private final OrderLookup orders;
  private final ChannelRegistry channels;
  private final ChannelProperties limits;
  private final Clock clock;

  RefundSync(
      RefundStore store,
      RefundSettlement settlement,
      OrderLookup orders,
      ChannelRegistry channels,
      ChannelProperties limits,
      Clock clock) {
    this.store = store;
    this.settlement = settlement;
    this.orders = orders;
    this.channels = channels;
    this.limits = limits;
    this.clock = clock;
  }

  /** Until when a call that begins now may take effect without our hearing of it. */
  Instant unheardUntil(Instant now) {
    return now.plus(limits.callLimit()).plus(UNHEARD).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Asks the channel for a refund that it has not heard of, and settles its answer. */
  void send(RefundBO refund) {
    if (settlement.settle(refund, call(refund, refund.unheardUntil(), null)) != Result.DECIDED) {
      store.scheduleSync(refund, next(refund));
    }
  }

  /**
   * @param unheardUntil what was put on record for this call
   * @param before the same for the calls before it
   */
  private RefundOutcome call(
      RefundBO refund, @Nullable Instant unheardUntil, @Nullable Instant before) {
    RefundOutcome outcome = channels.get(refund.channel()).refund(inChannelsTerms(refund));
    if (!(outcome instanceof Unknown || outcome instanceof Succeeded)) {
      store.moveUnheard(refund, unheardUntil, before);
    }
    return outcome;
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
   * Asks for a leased refund. One that failed is asked about once more, where a bill says
   * otherwise.
   *
   * @return whether the channel gave a clear answer that fits
   */
  public boolean sync(RefundBO refund) {
    Instant next = next(refund);
    boolean decided = false;
    try {
      RefundOutcome outcome = channels.get(refund.channel()).queryRefund(inChannelsTerms(refund));
      boolean failedAndStays = refund.status() == RefundStatus.FAILED && isNotThere(outcome);
      if (outcome instanceof NotFound && !failedAndStays) {
        outcome = callAgain(refund).orElse(outcome);
      }
      Result result = settlement.settle(refund, outcome);
      decided = result == Result.DECIDED;
      if (failedAndStays) {
        next = null;
      }
      return !(outcome instanceof Unknown) && result != Result.MISMATCH;
    } finally {
      if (!decided) {
        store.scheduleSync(refund, next);
      }
    }
  }

  private static boolean isNotThere(RefundOutcome outcome) {
    return outcome instanceof NotFound || outcome instanceof Failed;
  }

  /** Empty when somebody else decided it in between, or is calling. */
  private Optional<RefundOutcome> callAgain(RefundBO refund) {
    Instant before = refund.unheardUntil();
    Instant until = unheardUntil(clock.instant());
    return store.moveUnheard(refund, before, until)
        ? Optional.of(call(refund, until, before))
        : Optional.empty();
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
