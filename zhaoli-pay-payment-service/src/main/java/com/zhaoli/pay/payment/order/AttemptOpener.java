package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.order.internal.PaymentStore.NewAttempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens orders at channels, each by one caller at a time. */
@Component
class AttemptOpener {
  private static final Duration MAX_WAIT_FOR_CODE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Whoever waits for another's call holds a thread; the others are told to come again. */
  private static final int MAX_WAITING = 20;

  private final Semaphore waiting = new Semaphore(MAX_WAITING);

  private final PaymentStore store;
  private final PaymentSettlement settlement;
  private final ChannelRegistry channels;
  private final ChannelAccountSource accounts;
  private final ChannelProperties limits;
  private final Clock clock;

  AttemptOpener(
      PaymentStore store,
      PaymentSettlement settlement,
      ChannelRegistry channels,
      ChannelAccountSource accounts,
      ChannelProperties limits,
      Clock clock) {
    this.store = store;
    this.settlement = settlement;
    this.channels = channels;
    this.accounts = accounts;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * What a new order is recorded with; the caller has the right to call the channel for it.
   *
   * @throws ApiException METHOD_NOT_AVAILABLE or CHANNEL_NOT_CONFIGURED
   */
  NewAttempt newAttempt(
      String merchantNo,
      Channel channel,
      PaymentMethod method,
      @Nullable String payerId,
      Instant now) {
    if (channels.find(channel).filter(found -> found.supports(method)).isEmpty()) {
      throw ApiException.of(
          ErrorCode.METHOD_NOT_AVAILABLE, "method", method + " is not available for " + channel);
    }
    String account =
        accounts
            .accountFor(merchantNo, channel)
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.CHANNEL_NOT_CONFIGURED, Map.of("channel", channel.name())));
    return new NewAttempt(
        channel, account, method, payerId, callEnd(now), SyncSchedule.first(method, now));
  }

  /** Whether the order can only be opened from the payer's own browser, on our page. */
  boolean isOpenedByPayer(Channel channel, PaymentMethod method, Payer payer) {
    return method == PaymentMethod.WAP
        && payer.payerIp() == null
        && channels.get(channel).needsPayerIp();
  }

  /** Whole milliseconds, since the database keeps no more and the claim is compared with it. */
  private Instant callEnd(Instant now) {
    return now.plus(limits.callLimit()).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Calls the channel for an order whose caller has the right to, and settles the answer. */
  PaymentBO call(PaymentBO payment, Payer payer) {
    AttemptBO attempt = payment.requireAttempt();
    ChannelOutcome outcome = channels.get(attempt.channel()).pay(payment.order(payer));
    settlement.settleAnswer(payment, outcome);
    if (outcome instanceof Unknown) {
      store.releaseCall(payment, attempt.callUntil(), clock.instant());
    }
    return reread(payment);
  }

  /**
   * Somebody made the order before and its code is missing: get it, or wait for who gets it.
   *
   * @throws ApiException REQUEST_IN_PROGRESS when too many wait already
   */
  PaymentBO completeCode(PaymentBO payment, Payer payer) {
    if (!isMissing(payment)) {
      return payment;
    }
    Instant now = clock.instant();
    if (isPayable(payment, now) && store.claimCall(payment, now, callEnd(now))) {
      return call(reread(payment), payer);
    }
    if (!waiting.tryAcquire()) {
      throw ApiException.retryAfter(ErrorCode.REQUEST_IN_PROGRESS, 1);
    }
    try {
      return await(payment, payer);
    } finally {
      waiting.release();
    }
  }

  private PaymentBO await(PaymentBO payment, Payer payer) {
    Instant deadline = clock.instant().plus(MAX_WAIT_FOR_CODE);
    PaymentBO current = payment;
    Instant now = clock.instant();
    while (isMissing(current)
        && isPayable(current, now)
        && now.isBefore(deadline)
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(POLL.toNanos());
      now = clock.instant();
      if (store.claimCall(current, now, callEnd(now))) {
        return call(reread(current), payer);
      }
      current = reread(current);
    }
    return current;
  }

  private static boolean isPayable(PaymentBO payment, Instant now) {
    return now.isBefore(payment.expiresAt());
  }

  private static boolean isMissing(PaymentBO payment) {
    return payment.status().isOpen() && payment.requireAttempt().lacksCode();
  }

  /** The payment as it is now, at the same order. */
  private PaymentBO reread(PaymentBO payment) {
    return store.findByAttempt(payment.requireAttempt().attemptNo()).orElseThrow();
  }

  static ApiException declined(PaymentBO payment) {
    return new ApiException(
        ErrorCode.CHANNEL_DECLINED,
        Map.of(
            "paymentNo",
            payment.paymentNo(),
            "channelCode",
            String.valueOf(payment.failureCode())));
  }

  static ApiException unavailable(PaymentBO payment) {
    return new ApiException(
        ErrorCode.CHANNEL_UNAVAILABLE, Map.of("paymentNo", payment.paymentNo()));
  }
}
