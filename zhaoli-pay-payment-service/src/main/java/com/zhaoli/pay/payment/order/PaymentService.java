package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.ChannelAccountSource;
import com.zhaoli.pay.payment.channel.ChannelAccounts;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes merchants' payments. A payment is committed before its channel hears of it, and no
 * transaction or connection is held while a channel is called.
 */
@Component
public class PaymentService {
  private static final Pattern PAYMENT_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");
  private static final int MAX_DEADLOCKS = 3;
  private static final Duration MAX_WAIT_FOR_CODE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);

  private final PaymentStore store;
  private final PaymentSettlement settlement;
  private final ChannelRegistry channels;
  private final ChannelAccountSource accounts;
  private final ChannelProperties limits;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PaymentService(
      PaymentStore store,
      PaymentSettlement settlement,
      ChannelRegistry channels,
      ChannelAccountSource accounts,
      ChannelProperties limits,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.settlement = settlement;
    this.channels = channels;
    this.accounts = accounts;
    this.limits = limits;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * A payment, and whether this request made it.
   *
   * @param created false when it was there already
   */
  public record Creation(PaymentBO payment, boolean created) {}

  /**
   * Makes the payment, or finds the one that an equal request made. Any number of equal requests at
   * a time make one payment and one order at the channel.
   *
   * @throws ApiException OUT_TRADE_NO_CONFLICT when the order number stands for something else;
   *     CHANNEL_DECLINED when the channel refused for good; CHANNEL_UNAVAILABLE when its answer is
   *     not known: then the payment exists, the sync looks after it, and an equal request asks the
   *     channel again
   */
  public Creation create(PaymentCreateCommand command) {
    PaymentChannel channel = requireChannel(command);
    Creation begun = begin(command);
    PaymentBO payment = begun.payment();
    if (!payment.contentHash().equals(command.contentHash())) {
      throw new ApiException(
          ErrorCode.OUT_TRADE_NO_CONFLICT, Map.of("paymentNo", payment.paymentNo()));
    }
    if (begun.created()) {
      payment = call(channel, payment);
    } else if (payment.lacksCode()) {
      payment = completeCode(channel, payment);
    }
    return new Creation(requireAnswered(payment), begun.created());
  }

  private PaymentChannel requireChannel(PaymentCreateCommand command) {
    PaymentChannel channel =
        channels
            .find(command.channel())
            .filter(found -> found.supports(command.method()))
            .orElseThrow(
                () ->
                    ApiException.of(
                        ErrorCode.METHOD_NOT_AVAILABLE,
                        "method",
                        command.method() + " is not available for " + command.channel()));
    if (accounts.accountFor(command.merchantNo(), command.channel()).isEmpty()) {
      throw new ApiException(
          ErrorCode.CHANNEL_NOT_CONFIGURED, Map.of("channel", command.channel().name()));
    }
    return channel;
  }

  private Creation begin(PaymentCreateCommand command) {
    for (int attempt = 1; ; attempt++) {
      try {
        return new Creation(insert(command), true);
      } catch (DuplicateKeyException e) {
        PaymentBO existing =
            store.findByOutTradeNo(command.merchantNo(), command.outTradeNo()).orElseThrow(() -> e);
        return new Creation(existing, false);
      } catch (PessimisticLockingFailureException e) {
        // Requests with the same order number can deadlock on its index entry; one of them wins.
        if (attempt == MAX_DEADLOCKS) {
          throw e;
        }
      }
    }
  }

  private PaymentBO insert(PaymentCreateCommand command) {
    Instant now = clock.instant();
    PaymentBO payment =
        transaction.execute(
            status ->
                store.insert(
                    command,
                    ChannelAccounts.PLATFORM,
                    now,
                    now.plus(limits.callLimit()),
                    now.plus(SyncSchedule.FIRST)));
    if (payment == null) {
      throw new IllegalStateException("the transaction returned nothing");
    }
    return payment;
  }

  /** Somebody made the payment before and its code is missing: get it, or wait for who gets it. */
  private PaymentBO completeCode(PaymentChannel channel, PaymentBO payment) {
    Instant deadline = clock.instant().plus(MAX_WAIT_FOR_CODE);
    PaymentBO current = payment;
    while (current.lacksCode() && clock.instant().isBefore(current.expiresAt())) {
      Instant now = clock.instant();
      if (store.claimCall(current, now, now.plus(limits.callLimit()))) {
        return call(channel, current);
      }
      if (!now.isBefore(deadline) || Thread.currentThread().isInterrupted()) {
        break;
      }
      LockSupport.parkNanos(POLL.toNanos());
      current = get(current.merchantNo(), current.paymentNo());
    }
    return current;
  }

  private PaymentBO call(PaymentChannel channel, PaymentBO payment) {
    ChannelOutcome outcome = channel.pay(payment.order());
    settlement.settleAnswer(payment, outcome);
    if (outcome instanceof Unknown) {
      store.releaseCall(payment, clock.instant());
    }
    return get(payment.merchantNo(), payment.paymentNo());
  }

  private static PaymentBO requireAnswered(PaymentBO payment) {
    if (payment.status() == PaymentStatus.FAILED) {
      throw new ApiException(
          ErrorCode.CHANNEL_DECLINED,
          Map.of(
              "paymentNo",
              payment.paymentNo(),
              "channelCode",
              String.valueOf(payment.failureCode())));
    }
    if (payment.lacksCode()) {
      throw new ApiException(
          ErrorCode.CHANNEL_UNAVAILABLE, Map.of("paymentNo", payment.paymentNo()));
    }
    return payment;
  }

  /**
   * The merchant's payment.
   *
   * @throws ApiException PAYMENT_NOT_FOUND, also when it is another merchant's
   */
  public PaymentBO get(String merchantNo, String paymentNo) {
    if (!PAYMENT_NO.matcher(paymentNo).matches()) {
      throw notFound();
    }
    return store.find(merchantNo, paymentNo).orElseThrow(PaymentService::notFound);
  }

  /**
   * The merchant's payment by the merchant's own number.
   *
   * @throws ApiException PAYMENT_NOT_FOUND when the merchant has none of that number
   */
  public PaymentBO getByOutTradeNo(String merchantNo, String outTradeNo) {
    return store.findByOutTradeNo(merchantNo, outTradeNo).orElseThrow(PaymentService::notFound);
  }

  private static ApiException notFound() {
    return new ApiException(ErrorCode.PAYMENT_NOT_FOUND);
  }
}
