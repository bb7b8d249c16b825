package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.order.internal.PaymentStore.NewAttempt;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
  private static final Pattern CHANNEL_TRADE_NO = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  /** Sorts after every payment number. */
  private static final String AFTER_ALL = "z";

  private static final int MAX_DEADLOCKS = 3;

  private final PaymentStore store;
  private final AttemptOpener opener;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final boolean webhooksOverHttp;

  PaymentService(
      PaymentStore store,
      AttemptOpener opener,
      TransactionTemplate transaction,
      Clock clock,
      ZhaoliProperties platform) {
    this.store = store;
    this.opener = opener;
    this.transaction = transaction;
    this.clock = clock;
    this.webhooksOverHttp = platform.environment() == DeploymentEnvironment.DEVELOPMENT;
  }

  /**
   * A payment, and whether this request made it.
   *
   * @param created false when it was there already
   */
  public record Creation(PaymentBO payment, boolean created) {}

  /**
   * Makes the payment, or finds the one that an equal request made. Any number of equal requests at
   * a time make one payment and one order at the channel. An AGGREGATE_QR payment calls no channel:
   * its payer opens it. A BARCODE payment is answered as it stands after the channel's first
   * answer, which may be PAYING; from then on it is followed to SUCCEEDED, FAILED or REVERSED.
   *
   * @throws ApiException REQUEST_INVALID for a notifyUrl that is http outside development;
   *     OUT_TRADE_NO_CONFLICT when the order number stands for something else; CHANNEL_DECLINED
   *     when the channel refused for good; CHANNEL_UNAVAILABLE when its answer is not known: then
   *     the payment exists, the sync looks after it, and an equal request asks the channel again
   */
  public Creation create(PaymentCreateCommand command) {
    Creation begun = begin(command);
    PaymentBO payment = begun.payment();
    if (!payment.contentHash().equals(command.contentHash())) {
      throw new ApiException(
          ErrorCode.OUT_TRADE_NO_CONFLICT, Map.of("paymentNo", payment.paymentNo()));
    }
    if (begun.created() && payment.attempt() != null) {
      payment = opener.call(payment, command.payer());
    } else if (payment.lacksCode() && payment.method() != PaymentMethod.BARCODE) {
      payment = opener.completeCode(payment, command.payer());
    }
    return new Creation(requireAnswered(payment), begun.created());
  }

  private Creation begin(PaymentCreateCommand command) {
    for (int attempt = 1; ; attempt++) {
      try {
        return new Creation(insert(command), true);
      } catch (DuplicateKeyException e) {
        return existing(command, e);
      } catch (ApiException e) {
        // The channel may have gone, or the rules have changed, since an equal request made it.
        return existing(command, e);
      } catch (PessimisticLockingFailureException e) {
        // Requests with the same order number can deadlock on its index entry; one of them wins.
        if (attempt == MAX_DEADLOCKS) {
          throw e;
        }
      }
    }
  }

  /** The payment that is in the way; without one, why there is none. */
  private Creation existing(PaymentCreateCommand command, RuntimeException otherwise) {
    return new Creation(
        store
            .findByOutTradeNo(command.merchantNo(), command.outTradeNo())
            .orElseThrow(() -> otherwise),
        false);
  }

  private PaymentBO insert(PaymentCreateCommand command) {
    requireDeliverable(command.notifyUrl());
    Instant now = clock.instant();
    Channel channel = command.channel();
    if (channel == null) {
      Instant expiresAt = now.plus(command.expiresIn());
      return store.insert(command, now, SyncSchedule.closeDueAt(expiresAt));
    }
    NewAttempt order =
        opener.newAttempt(
            command.merchantNo(), channel, command.method(), command.payer().payerId(), now);
    if (opener.isOpenedByPayer(channel, command.method(), command.payer())) {
      return store.insert(command, now, SyncSchedule.closeDueAt(now.plus(command.expiresIn())));
    }
    PaymentBO payment = transaction.execute(status -> store.insert(command, order, now));
    if (payment == null) {
      throw new IllegalStateException("the transaction returned nothing");
    }
    return payment;
  }

  /** What notify-consumer would refuse to call, in every try, is refused now. */
  private void requireDeliverable(@Nullable String notifyUrl) {
    if (notifyUrl != null
        && !webhooksOverHttp
        && !notifyUrl.regionMatches(true, 0, "https:", 0, "https:".length())) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID, "notifyUrl", "must be an absolute https URL");
    }
  }

  private static PaymentBO requireAnswered(PaymentBO payment) {
    if (payment.status() == PaymentStatus.FAILED) {
      throw AttemptOpener.declined(payment);
    }
    if (payment.lacksCode() && payment.method() != PaymentMethod.BARCODE) {
      throw AttemptOpener.unavailable(payment);
    }
    return payment;
  }

  /**
   * The merchant's payment.
   *
   * @throws ApiException PAYMENT_NOT_FOUND, also when it is another merchant's
   */
  public PaymentBO get(String merchantNo, String paymentNo) {
    return find(merchantNo, paymentNo).orElseThrow(PaymentService::notFound);
  }

  /** The merchant's payment, if there is one of that number. */
  public Optional<PaymentBO> find(String merchantNo, String paymentNo) {
    return PAYMENT_NO.matcher(paymentNo).matches()
        ? store.find(merchantNo, paymentNo)
        : Optional.empty();
  }

  /**
   * The merchant's payment by the merchant's own number.
   *
   * @throws ApiException PAYMENT_NOT_FOUND when the merchant has none of that number
   */
  public PaymentBO getByOutTradeNo(String merchantNo, String outTradeNo) {
    return store.findByOutTradeNo(merchantNo, outTradeNo).orElseThrow(PaymentService::notFound);
  }

  /** The merchant's payment with an order of that number at a channel, if we know of it. */
  public Optional<PaymentBO> findByChannelTradeNo(String merchantNo, String channelTradeNo) {
    return isChannelTradeNo(channelTradeNo)
        ? store.findByChannelTradeNo(merchantNo, channelTradeNo)
        : Optional.empty();
  }

  static boolean isChannelTradeNo(String text) {
    return CHANNEL_TRADE_NO.matcher(text).matches();
  }

  /**
   * Any merchant's payment: for operators.
   *
   * @throws ApiException PAYMENT_NOT_FOUND
   */
  public PaymentBO getOfAnybody(String paymentNo) {
    if (!PAYMENT_NO.matcher(paymentNo).matches()) {
      throw notFound();
    }
    return store.findOfAnybody(paymentNo).orElseThrow(PaymentService::notFound);
  }

  /** The payment once for each of its orders at channels, the oldest first, 100 at most. */
  public List<PaymentBO> atAllAttempts(PaymentBO payment) {
    return store.findAtAllAttempts(payment.merchantNo(), payment.paymentNo());
  }

  /**
   * A merchant's payments, the newest first.
   *
   * @param before only those with smaller numbers, or null for the newest
   */
  public List<PaymentBO> list(String merchantNo, @Nullable String before, int limit) {
    return store.list(merchantNo, before == null ? AFTER_ALL : before, limit);
  }

  private static ApiException notFound() {
    return new ApiException(ErrorCode.PAYMENT_NOT_FOUND);
  }
}
