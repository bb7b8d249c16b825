package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.order.PaymentSettlement.Result;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Asks a channel what became of a payment and corrects ours. A payment whose time is over and that
 * the channel calls unpaid is closed: the channel knows the same end and takes no money after it.
 */
@Component
public class PaymentSync {
  private final PaymentService payments;
  private final PaymentStore store;
  private final PaymentSettlement settlement;
  private final ChannelRegistry channels;
  private final Clock clock;

  PaymentSync(
      PaymentService payments,
      PaymentStore store,
      PaymentSettlement settlement,
      ChannelRegistry channels,
      Clock clock) {
    this.payments = payments;
    this.store = store;
    this.settlement = settlement;
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
    if (payment.attempt().status() == AttemptStatus.SUCCEEDED) {
      return payment;
    }
    if (ask(payment) == Answer.FAILED) {
      throw new ApiException(ErrorCode.CHANNEL_UNAVAILABLE, Map.of("paymentNo", paymentNo));
    }
    return payments.get(merchantNo, paymentNo);
  }

  /** Leases up to {@code limit} payments of a shard that are due, the longest due first. */
  public List<PaymentBO> leaseDue(int shard, int shards, int limit, Duration lease) {
    Instant now = clock.instant();
    return store.findByAttempts(store.leaseDue(shard, shards, limit, now, now.plus(lease)));
  }

  /** Asks for a leased payment and says when to ask again. */
  public Answer sync(PaymentBO payment) {
    Answer answer = Answer.FAILED;
    try {
      answer = ask(payment);
    } finally {
      if (answer != Answer.CHANGED) {
        store.scheduleSync(
            payment, SyncSchedule.next(payment.createdAt(), payment.expiresAt(), clock.instant()));
      }
    }
    return answer;
  }

  private Answer ask(PaymentBO payment) {
    Instant asked = clock.instant();
    ChannelOutcome outcome = channels.get(payment.attempt().channel()).query(payment.order());
    if (outcome instanceof NotPaid && SyncSchedule.isOver(payment.expiresAt(), asked)) {
      outcome = new Closed();
    }
    Result result = settlement.settle(payment, outcome);
    if (outcome instanceof Unknown || result == Result.MISMATCH) {
      return Answer.FAILED;
    }
    return result == Result.UNCHANGED ? Answer.UNCHANGED : Answer.CHANGED;
  }
}
