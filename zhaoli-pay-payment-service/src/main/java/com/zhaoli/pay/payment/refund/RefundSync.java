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

  private static final Duration FAILED_IS_ASKED_FOR = Duration.ofDays(7);

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

  /** Asks the channel for a refund that was just put on record, and settles its answer. */
  void send(RefundBO refund) {
    Instant now = clock.instant();
    Instant until = unheardUntil(now);
    // Put on record by this call's insert. If more time went by than anybody thought, another one
    // has it by now, and may have decided it.
    if (!store.moveUnheard(refund, refund.unheardUntil(), until)) {
      return;
    }
    Answer answer = call(refund, until, null);
    if (settlement.settle(answer.refund(), answer.outcome(), now) != Result.DECIDED) {
      store.scheduleSync(refund, next(refund));
    }
  }

  /**
   * What a channel answered.
   *
   * @param refund as it stands when no answer but this counts
   */
  private record Answer(RefundBO refund, RefundOutcome outcome) {}

  /**
   * @param unheardUntil what was put on record for this call
   * @param before the same for the calls before it
   */
  private Answer call(RefundBO refund, Instant unheardUntil, @Nullable Instant before) {
    RefundOutcome outcome = channels.get(refund.channel()).refund(inChannelsTerms(refund));
    if (outcome instanceof Unknown || outcome instanceof Succeeded) {
      return new Answer(refund.unheardUntil(unheardUntil), outcome);
    }
    if (!store.moveUnheard(refund, unheardUntil, before)) {
      // Decided, or asked for by another, while this call took longer than it can.
      store.askBy(refund, clock.instant());
    }
    return new Answer(refund.unheardUntil(before), outcome);
  }

  /**
   * A refund that the caller may ask for.
   *
   * @param until the end of the lease, which tells it from another's. Who took the refund since, or
   *     heard of a reason to ask for it at once, has put another time there, and that stands
   */
  public record Leased(RefundBO refund, Instant until) {}

  /** Leases up to {@code limit} refunds of a channel that are due, the longest due first. */
  public List<Leased> leaseDue(Channel channel, int limit, Duration lease) {
    Instant now = clock.instant();
    Instant until = now.plus(lease).truncatedTo(ChronoUnit.MILLIS);
    return store.leaseDue(channel, limit, now, until).stream()
        .map(refund -> new Leased(refund, until))
        .toList();
  }

  /** Puts a leased refund off without asking: its account gives no answers at the moment. */
  public void putOff(Leased leased, Duration wait) {
    store.endLease(leased.refund(), leased.until(), clock.instant().plus(wait));
  }

  /**
   * Asks for a leased refund. One that failed is asked about where a bill or the channel itself
   * says otherwise, until the channel says no, for a week.
   *
   * @return whether the channel gave a clear answer that fits
   */
  public boolean sync(Leased leased) {
    RefundBO refund = leased.refund();
    boolean hasFailed = refund.status() == RefundStatus.FAILED;
    Instant next = hasFailed && isOld(refund) ? null : next(refund);
    boolean decided = false;
    try {
      Instant askedAt = clock.instant();
      Answer answer =
          new Answer(refund, channels.get(refund.channel()).queryRefund(inChannelsTerms(refund)));
      boolean failedAndStays = hasFailed && isNotThere(answer.outcome());
      if (answer.outcome() instanceof NotFound && !hasFailed) {
        askedAt = clock.instant();
        answer = callAgain(refund, askedAt).orElse(answer);
      }
      Result result = settlement.settle(answer.refund(), answer.outcome(), askedAt);
      decided = result == Result.DECIDED;
      if (failedAndStays) {
        next = null;
      }
      return !(answer.outcome() instanceof Unknown) && result != Result.MISMATCH;
    } finally {
      if (!decided) {
        store.endLease(refund, leased.until(), next);
      }
    }
  }

  private boolean isOld(RefundBO refund) {
    return refund.createdAt().plus(FAILED_IS_ASKED_FOR).isBefore(clock.instant());
  }

  private static boolean isNotThere(RefundOutcome outcome) {
    return outcome instanceof NotFound || outcome instanceof Failed;
  }

  /** Empty when somebody else decided it in between, or is calling. */
  private Optional<Answer> callAgain(RefundBO refund, Instant now) {
    Instant before = refund.unheardUntil();
    Instant until = unheardUntil(now);
    // Never earlier than what stands there: the clocks of two instances may differ.
    Instant later = before != null && before.isAfter(until) ? before : until;
    return store.moveUnheard(refund, before, later)
        ? Optional.of(call(refund, later, before))
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
