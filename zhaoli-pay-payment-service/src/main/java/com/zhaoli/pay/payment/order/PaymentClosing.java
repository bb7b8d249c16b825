package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelRegistry;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends unpaid payments: on the merchant's word, or because their time is over. The channel is told
 * first; a payment is closed here when no order at a channel can be paid any more.
 */
@Component
public class PaymentClosing {
  private static final Logger log = LoggerFactory.getLogger(PaymentClosing.class);
  private static final int MAX_ROUNDS = 5;

  private final PaymentService payments;
  private final PaymentStore store;
  private final PaymentSettlement settlement;
  private final ChannelRegistry channels;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Traces traces;
  private final Clock clock;

  PaymentClosing(
      PaymentService payments,
      PaymentStore store,
      PaymentSettlement settlement,
      ChannelRegistry channels,
      Outbox outbox,
      TransactionTemplate transaction,
      Traces traces,
      Clock clock) {
    this.payments = payments;
    this.store = store;
    this.settlement = settlement;
    this.channels = channels;
    this.outbox = outbox;
    this.transaction = transaction;
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * The merchant closes its unpaid payment. Closing a closed one changes nothing.
   *
   * @throws ApiException PAYMENT_NOT_FOUND; PAYMENT_STATE_INVALID when it is paid or has ended
   *     otherwise, or is a BARCODE payment, which is reversed; REQUEST_IN_PROGRESS while it is
   *     being opened; CHANNEL_UNAVAILABLE when the channel gave no clear answer: closing again is
   *     harmless
   */
  public PaymentBO close(String merchantNo, String paymentNo) {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      PaymentBO payment = payments.get(merchantNo, paymentNo);
      if (payment.status() == PaymentStatus.CLOSED) {
        return payment;
      }
      requireClosable(payment);
      List<PaymentBO> open = store.findAtOpenAttempts(merchantNo, paymentNo);
      if (open.isEmpty()) {
        closeHere(payment);
      } else {
        open.forEach(this::closeAtChannel);
      }
    }
    throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS, Map.of("paymentNo", paymentNo));
  }

  private static void requireClosable(PaymentBO payment) {
    if (payment.method() == PaymentMethod.BARCODE) {
      throw ApiException.of(
          ErrorCode.PAYMENT_STATE_INVALID, "method", "a BARCODE payment is reversed, not closed");
    }
    if (!payment.status().isOpen()) {
      throw new ApiException(
          ErrorCode.PAYMENT_STATE_INVALID, Map.of("status", payment.status().name()));
    }
  }

  private void closeAtChannel(PaymentBO payment) {
    AttemptBO attempt = payment.requireAttempt();
    if (attempt.lacksCode() && clock.instant().isBefore(attempt.callUntil())) {
      // The order may come to be at the channel after we asked it to take it off.
      throw new ApiException(
          ErrorCode.REQUEST_IN_PROGRESS, Map.of("paymentNo", payment.paymentNo()));
    }
    PaymentChannel channel = channels.get(attempt.channel());
    CloseOutcome outcome = channel.close(payment.order());
    if (outcome instanceof CloseOutcome.Closed) {
      settlement.settle(payment, new ChannelOutcome.Closed());
    } else if (outcome instanceof CloseOutcome.NotFound) {
      // It may come to be known there by a scan: the sync takes it off then.
      settlement.settleGivenUp(payment);
    } else if (outcome instanceof CloseOutcome.AlreadyPaid) {
      settlement.settle(payment, channel.query(payment.order()));
    } else {
      throw AttemptOpener.unavailable(payment);
    }
  }

  /** Whether it was closed by this; false when it has moved, or lost a deadlock: look again. */
  private boolean closeHere(PaymentBO payment) {
    try {
      return tryToCloseHere(payment);
    } catch (PessimisticLockingFailureException e) {
      log.info("the database let another go before the closing of {}", payment.paymentNo());
      return false;
    }
  }

  private boolean tryToCloseHere(PaymentBO payment) {
    Instant now = clock.instant();
    boolean closed =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  if (!store.close(payment, now)) {
                    return false;
                  }
                  outbox.append(
                      PaymentEvents.of(
                          payment,
                          EventType.PAYMENT_CLOSED,
                          payment.eventVersion() + 1,
                          PaymentStatus.CLOSED,
                          payment.channel(),
                          null,
                          null,
                          null,
                          now));
                  return true;
                }));
    if (closed) {
      log.info("payment {} moved from {} to CLOSED", payment.paymentNo(), payment.status());
    }
    return closed;
  }

  /**
   * Closes payments whose time is over and which have no order at a channel that could be paid; the
   * others come again when the sync has ended their orders. Any number of instances share the work.
   *
   * @return how many were due
   */
  public int closeOverdue(int limit, Duration lease) {
    Instant now = clock.instant();
    List<PaymentBO> due = store.leaseCloseDue(limit, now, now.plus(lease));
    for (PaymentBO payment : due) {
      if (payment.status().isOpen()) {
        traces.apart("payment close", payment.paymentNo(), () -> closeHere(payment));
      }
    }
    return due.size();
  }

  /** The ranges of the payments whose time was over at the cut-off, by paymentNo. */
  public WorkPlan overdueRanges(Instant cutoff) {
    return store.closeDueRanges(cutoff);
  }

  /** The payments of a range whose time was over at the cut-off and that are still to be closed. */
  public List<String> overdueWithin(Instant cutoff, String after, String upTo, int limit) {
    return store.closeDueWithin(cutoff, after, upTo, limit);
  }

  /**
   * Closes one payment whose time is over, unless an order of it could still be paid: it comes
   * again when the sync has ended that.
   *
   * @param due null: whenever it is due
   * @return whether it was closed by this
   */
  public boolean closeOverdue(String paymentNo, @Nullable Instant due, Duration lease) {
    return store
        .leaseCloseOne(paymentNo, due, clock.instant().plus(lease))
        .filter(payment -> payment.status().isOpen())
        .map(payment -> traces.apart("payment close", paymentNo, () -> closeHere(payment)))
        .orElse(false);
  }
}
