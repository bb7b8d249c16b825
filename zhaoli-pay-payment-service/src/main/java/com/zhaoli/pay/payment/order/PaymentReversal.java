package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Undoes barcode payments, paid or not. The intent is on record before the channel hears of it, so
 * that an answer that is lost, or a process that dies, leaves it to the sync, which goes on until
 * the channel has given a clear answer.
 */
@Component
public class PaymentReversal {
  private static final Logger log = LoggerFactory.getLogger(PaymentReversal.class);

  /** Longer than one call takes, so that the sync does not ask at the same time. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(15);

  private final PaymentService payments;
  private final PaymentStore store;
  private final PaymentSettlement settlement;
  private final ChannelRegistry channels;
  private final Clock clock;

  PaymentReversal(
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

  /**
   * The point of sale takes its payment back. Reversing a reversed one changes nothing.
   *
   * @return the payment: REVERSED; or as it was, when the channel gave no clear answer yet, and
   *     then it is reversed by itself later
   * @throws ApiException PAYMENT_NOT_FOUND; PAYMENT_STATE_INVALID for another method, an ended
   *     payment, or one of which money went back already; REQUEST_IN_PROGRESS while the channel is
   *     being asked to take the money
   */
  public PaymentBO reverse(String merchantNo, String paymentNo) {
    PaymentBO payment = payments.get(merchantNo, paymentNo);
    if (payment.status() == PaymentStatus.REVERSED) {
      return payment;
    }
    requireReversible(payment);
    if (payment.requireAttempt().status() != AttemptStatus.REVERSING) {
      if (!mark(payment)) {
        throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS, Map.of("paymentNo", paymentNo));
      }
    }
    goOn(payments.get(merchantNo, paymentNo));
    return payments.get(merchantNo, paymentNo);
  }

  private void requireReversible(PaymentBO payment) {
    if (payment.method() != PaymentMethod.BARCODE) {
      throw ApiException.of(
          ErrorCode.PAYMENT_STATE_INVALID,
          "method",
          "only a BARCODE payment is reversed; others are closed or refunded");
    }
    boolean live = payment.status().isOpen() || payment.status() == PaymentStatus.SUCCEEDED;
    if (!live || payment.refundReserved().fen() > 0) {
      throw new ApiException(
          ErrorCode.PAYMENT_STATE_INVALID, Map.of("status", payment.status().name()));
    }
    AttemptBO attempt = payment.requireAttempt();
    if (attempt.lacksCode() && clock.instant().isBefore(attempt.callUntil())) {
      throw new ApiException(
          ErrorCode.REQUEST_IN_PROGRESS, Map.of("paymentNo", payment.paymentNo()));
    }
  }

  /** The payer did not pay in time: undoes the order; false when it has moved since it was read. */
  boolean begin(PaymentBO payment) {
    if (!mark(payment)) {
      return false;
    }
    log.info("barcode payment {} was not paid in time and is undone", payment.paymentNo());
    String attemptNo = payment.requireAttempt().attemptNo();
    return goOn(store.findByAttempt(attemptNo).orElseThrow());
  }

  private boolean mark(PaymentBO payment) {
    Instant now = clock.instant();
    try {
      return store.markReversing(payment, now.plus(FIRST_RETRY), now);
    } catch (PessimisticLockingFailureException e) {
      // A refund of the same payment won; who asked reads what it did.
      return false;
    }
  }

  /** Asks the channel to undo an order that is marked so; whether that is decided now. */
  boolean goOn(PaymentBO payment) {
    if (payment.requireAttempt().status() != AttemptStatus.REVERSING) {
      return true;
    }
    PaymentChannel channel = channels.get(payment.requireAttempt().channel());
    ReverseOutcome outcome = channel.reverse(payment.order());
    if (outcome instanceof ReverseOutcome.Reversed) {
      settlement.settleReversed(payment);
      return true;
    }
    if (outcome instanceof ReverseOutcome.NotFound) {
      return settleVanished(payment);
    }
    if (outcome instanceof ReverseOutcome.Refused refused) {
      return settleRefusal(payment, refused, channel.query(payment.order()));
    }
    return false;
  }

  /** Whether that is the end: the order can no longer come to be known at the channel. */
  private boolean settleVanished(PaymentBO payment) {
    if (SyncSchedule.isOver(payment.expiresAt(), clock.instant())) {
      settlement.settleReversed(payment);
      return true;
    }
    settlement.settleVanished(payment);
    return false;
  }

  /** The channel will not undo it: then what it says of the order counts. */
  private boolean settleRefusal(
      PaymentBO payment, ReverseOutcome.Refused refused, ChannelOutcome state) {
    if (state instanceof Succeeded succeeded) {
      log.error(
          "ALERT: {} will not undo order {} of payment {} ({}): it stays paid",
          payment.requireAttempt().channel(),
          payment.requireAttempt().attemptNo(),
          payment.paymentNo(),
          refused.code());
      settlement.settleNotReversed(payment, succeeded);
      return true;
    }
    if (state instanceof Closed || state instanceof Declined) {
      settlement.settleReversed(payment);
      return true;
    }
    return false;
  }
}
