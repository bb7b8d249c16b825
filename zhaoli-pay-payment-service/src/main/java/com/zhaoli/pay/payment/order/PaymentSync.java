package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.PaymentSettlement.Result;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Owns every order whose outcome is not decided: asks its channel what became of it, corrects ours,
 * has the channel take off what nobody is to pay any more, and undoes barcode payments that were
 * not paid in time.
 */
@Component
public class PaymentSync {
  private final PaymentService payments;
  private final PaymentStore store;
  private final PaymentSettlement settlement;
  private final PaymentReversal reversal;
  private final ChannelRegistry channels;
  private final Clock clock;

  PaymentSync(
      PaymentService payments,
      PaymentStore store,
      PaymentSettlement settlement,
      PaymentReversal reversal,
      ChannelRegistry channels,
      Clock clock) {
    this.payments = payments;
    this.store = store;
    this.settlement = settlement;
    this.reversal = reversal;
    this.channels = channels;
    this.clock = clock;
  }

  /** What one question brought. */
  public enum Answer {
    CHANGED,
    UNCHANGED,
    /** The channel gave no clear answer, or one that does not fit the order. */
    FAILED
  }

  /**
   * The merchant's payment after the channel was asked for it.
   *
   * @throws ApiException PAYMENT_NOT_FOUND; CHANNEL_UNAVAILABLE when the channel gave no clear
   *     answer
   */
  public PaymentBO syncNow(String merchantNo, String paymentNo) {
    PaymentBO payment = payments.get(merchantNo, paymentNo);
    // Earlier orders of other wallets are due at once; asking for all here could take minutes.
    store.hastenOthers(payment, clock.instant());
    AttemptBO current = payment.attempt();
    if (current != null
        && current.status().isUndecided()
        && ask(payment, channels::get) == Answer.FAILED) {
      throw new ApiException(ErrorCode.CHANNEL_UNAVAILABLE, Map.of("paymentNo", paymentNo));
    }
    return payments.get(merchantNo, paymentNo);
  }

  /** Leases up to {@code limit} payments of a channel's shard that are due, longest due first. */
  public List<PaymentBO> leaseDue(
      Channel channel, int shard, int shards, int limit, Duration lease) {
    Instant now = clock.instant();
    return store.findByAttempts(
        store.leaseDue(channel, shard, shards, limit, now, now.plus(lease)));
  }

  /** The ranges of the orders that were due at the cut-off, by attemptNo. */
  public WorkPlan dueRanges(Instant cutoff) {
    return store.dueRanges(cutoff);
  }

  /** The orders of a range that were due at the cut-off and still are. */
  public List<String> dueWithin(Instant cutoff, String after, String upTo, int limit) {
    return store.dueWithin(cutoff, after, upTo, limit);
  }

  /**
   * Leases the payment of one order. Empty when it was not due at the moment, is decided, or
   * somebody else has it.
   *
   * @param due null: whenever it is due
   */
  public Optional<PaymentBO> leaseOne(String attemptNo, @Nullable Instant due, Duration lease) {
    return store.leaseOne(attemptNo, due, clock.instant().plus(lease));
  }

  /** Puts a leased payment off without asking: its account gives no answers at the moment. */
  public void putOff(PaymentBO payment, Duration wait) {
    store.scheduleSync(payment, clock.instant().plus(wait));
  }

  /** Asks for a leased payment and says when to ask again. */
  public Answer sync(PaymentBO payment) {
    return sync(payment, channels::get);
  }

  /** The same within the limits of batch work. */
  public Answer syncInBatch(PaymentBO payment) {
    return sync(payment, channels::getForBatches);
  }

  private Answer sync(PaymentBO payment, Function<Channel, PaymentChannel> by) {
    Answer answer = Answer.FAILED;
    try {
      answer = ask(payment, by);
    } finally {
      if (answer != Answer.CHANGED) {
        store.scheduleSync(payment, next(payment));
      }
    }
    return answer;
  }

  private Instant next(PaymentBO payment) {
    AttemptBO attempt = payment.requireAttempt();
    Instant now = clock.instant();
    if (attempt.method() == PaymentMethod.BARCODE) {
      PaymentChannel.BarcodeRules rules = channels.get(attempt.channel()).barcodeRules();
      Instant soon = now.plus(rules.pollEvery());
      Instant reverseAt = attempt.createdAt().plus(rules.reverseAfter());
      if (now.isBefore(reverseAt)) {
        return soon.isBefore(reverseAt) ? soon : reverseAt;
      }
      // Soon while the channel may come back any moment, and ever less while it stays away.
      Instant later = SyncSchedule.backedOff(reverseAt, now);
      return now.isBefore(reverseAt.plus(Duration.ofMinutes(2))) ? soon : later;
    }
    return SyncSchedule.next(attempt.createdAt(), payment.expiresAt(), now);
  }

  private Answer ask(PaymentBO payment, Function<Channel, PaymentChannel> by) {
    AttemptBO attempt = payment.requireAttempt();
    return switch (attempt.status()) {
      case CREATED, PAYING, CLOSING -> askForOutcome(payment, attempt, by.apply(attempt.channel()));
      case REVERSING -> reversal.goOn(payment) ? Answer.CHANGED : Answer.FAILED;
      case SUCCEEDED, REVERSED, FAILED, CLOSED -> Answer.UNCHANGED;
    };
  }

  private Answer askForOutcome(PaymentBO payment, AttemptBO attempt, PaymentChannel channel) {
    Instant asked = clock.instant();
    ChannelOutcome outcome = channel.query(payment.order());
    if (attempt.method() == PaymentMethod.BARCODE) {
      if ((outcome instanceof NotPaid || outcome instanceof Unknown)
          && isOverAtTill(attempt, asked)) {
        return reversal.begin(payment) ? Answer.CHANGED : Answer.FAILED;
      }
    } else if (outcome instanceof NotPaid && isToBeTakenOff(payment, attempt, asked)) {
      return takeOff(payment, channel, asked);
    }
    Result result = settlement.settle(payment, outcome);
    if (outcome instanceof Unknown || result == Result.MISMATCH) {
      return Answer.FAILED;
    }
    return result == Result.UNCHANGED ? Answer.UNCHANGED : Answer.CHANGED;
  }

  private boolean isOverAtTill(AttemptBO attempt, Instant now) {
    Duration reverseAfter = channels.get(attempt.channel()).barcodeRules().reverseAfter();
    return !now.isBefore(attempt.createdAt().plus(reverseAfter))
        && !now.isBefore(attempt.callUntil());
  }

  private static boolean isToBeTakenOff(PaymentBO payment, AttemptBO attempt, Instant now) {
    return attempt.status() == AttemptStatus.CLOSING
        || !now.isBefore(SyncSchedule.closeDueAt(payment.expiresAt()));
  }

  /** Has the channel take an unpaid order off, and then ends it here. */
  private Answer takeOff(PaymentBO payment, PaymentChannel channel, Instant asked) {
    CloseOutcome outcome = channel.close(payment.order());
    if (outcome instanceof CloseOutcome.Unknown || outcome instanceof CloseOutcome.AlreadyPaid) {
      // Paid between the two calls: the next question hears of it.
      return Answer.FAILED;
    }
    if (outcome instanceof CloseOutcome.NotFound
        && !SyncSchedule.isOver(payment.expiresAt(), asked)) {
      return Answer.UNCHANGED;
    }
    Result result = settlement.settle(payment, new Closed());
    return result == Result.UNCHANGED ? Answer.UNCHANGED : Answer.CHANGED;
  }
}
