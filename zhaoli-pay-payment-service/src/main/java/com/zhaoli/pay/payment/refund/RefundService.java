package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.order.AttemptBO;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentBooks;
import com.zhaoli.pay.payment.order.PaymentService;
import com.zhaoli.pay.payment.order.PaymentStatus;
import com.zhaoli.pay.payment.refund.internal.RefundStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes merchants' refunds. The money is set aside and the refund is on record before the channel
 * hears of it; an answer that is not known leaves it PROCESSING, with the sync.
 */
@Component
public class RefundService {
  private static final Pattern REFUND_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");
  private static final int MAX_RACES = 5;

  private final RefundStore store;
  private final RefundSync sync;
  private final PaymentService payments;
  private final PaymentBooks books;
  private final ChannelProperties limits;
  private final TransactionTemplate transaction;
  private final Clock clock;

  RefundService(
      RefundStore store,
      RefundSync sync,
      PaymentService payments,
      PaymentBooks books,
      ChannelProperties limits,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.sync = sync;
    this.payments = payments;
    this.books = books;
    this.limits = limits;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** A refund, and whether this request made it. */
  public record Creation(RefundBO refund, boolean created) {}

  /**
   * Makes the refund and asks the channel for it, or finds the one that an equal request made. All
   * refunds of a payment together never exceed what was paid.
   *
   * @return the refund: SUCCEEDED, FAILED with the channel's code, or PROCESSING
   * @throws ApiException PAYMENT_NOT_FOUND; OUT_REFUND_NO_CONFLICT when the number stands for
   *     something else; PAYMENT_STATE_INVALID when the payment is not paid or is being undone;
   *     REFUND_AMOUNT_EXCEEDED when less than that is left
   */
  public Creation create(RefundCommand command) {
    Creation begun = begin(command);
    RefundBO refund = begun.refund();
    if (!command.isSameAs(refund)) {
      throw new ApiException(
          ErrorCode.OUT_REFUND_NO_CONFLICT, Map.of("refundNo", refund.refundNo()));
    }
    if (begun.created()) {
      sync.send(refund);
      refund = get(command.merchantNo(), refund.refundNo());
    }
    return new Creation(refund, begun.created());
  }

  private Creation begin(RefundCommand command) {
    Optional<RefundBO> existing =
        store.findByOutRefundNo(command.merchantNo(), command.outRefundNo());
    if (existing.isPresent()) {
      return new Creation(existing.get(), false);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        // Read anew each time: another order may have turned out to be the one that was paid.
        PaymentBO payment = payments.get(command.merchantNo(), command.paymentNo());
        Optional<Creation> begun = insert(command, payment);
        if (begun.isPresent()) {
          return begun.get();
        }
        if (attempt == MAX_RACES || !isPaidByAnother(payment)) {
          throw whyNot(command);
        }
      } catch (DuplicateKeyException e) {
        return new Creation(
            store
                .findByOutRefundNo(command.merchantNo(), command.outRefundNo())
                .orElseThrow(() -> e),
            false);
      } catch (PessimisticLockingFailureException e) {
        if (attempt == MAX_RACES) {
          throw e;
        }
      }
    }
  }

  private boolean isPaidByAnother(PaymentBO read) {
    PaymentBO now = payments.get(read.merchantNo(), read.paymentNo());
    return !Objects.equals(now.currentAttemptNo(), read.currentAttemptNo());
  }

  /** Empty when the payment does not have the money to set aside, at this order. */
  private Optional<Creation> insert(RefundCommand command, PaymentBO payment) {
    AttemptBO attempt = payment.attempt();
    if (attempt == null) {
      throw notRefundable(payment);
    }
    Instant now = clock.instant();
    RefundBO refund =
        new RefundBO(
            Ids.withPrefix("ref_"),
            payment.paymentNo(),
            attempt.attemptNo(),
            command.merchantNo(),
            command.outRefundNo(),
            RefundOrigin.MERCHANT,
            attempt.channel(),
            attempt.channelAccountNo(),
            command.amount(),
            command.reason(),
            RefundStatus.PROCESSING,
            null,
            null,
            now,
            null,
            // From here to the answer it may take effect without our hearing of it.
            sync.unheardUntil(now),
            null);
    boolean reserved =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  if (!books.reserve(
                      command.merchantNo(),
                      command.paymentNo(),
                      attempt.attemptNo(),
                      command.amount(),
                      now)) {
                    return false;
                  }
                  // Until then this call has the channel to itself.
                  store.insert(refund, now.plus(limits.callLimit()));
                  return true;
                }));
    return reserved
        ? Optional.of(new Creation(refund, true))
        // What took the rest may have been an equal request at the same moment.
        : store
            .findByOutRefundNo(command.merchantNo(), command.outRefundNo())
            .map(equal -> new Creation(equal, false));
  }

  private ApiException whyNot(RefundCommand command) {
    PaymentBO payment = payments.get(command.merchantNo(), command.paymentNo());
    boolean paid =
        payment.status() == PaymentStatus.SUCCEEDED
            || payment.status() == PaymentStatus.PARTIALLY_REFUNDED;
    long left = payment.amount().minus(payment.refundReserved()).fen();
    return (paid && left < command.amount().fen()) || payment.status() == PaymentStatus.REFUNDED
        ? new ApiException(
            ErrorCode.REFUND_AMOUNT_EXCEEDED, Map.of("refundable", Long.toString(left)))
        : notRefundable(payment);
  }

  private static ApiException notRefundable(PaymentBO payment) {
    return new ApiException(
        ErrorCode.PAYMENT_STATE_INVALID, Map.of("status", payment.status().name()));
  }

  /**
   * The merchant's refund.
   *
   * @throws ApiException REFUND_NOT_FOUND, also when it is another merchant's
   */
  public RefundBO get(String merchantNo, String refundNo) {
    if (!REFUND_NO.matcher(refundNo).matches()) {
      throw new ApiException(ErrorCode.REFUND_NOT_FOUND);
    }
    return store
        .find(merchantNo, refundNo)
        .orElseThrow(() -> new ApiException(ErrorCode.REFUND_NOT_FOUND));
  }

  /**
   * The merchant's refund by the merchant's own number.
   *
   * @throws ApiException REFUND_NOT_FOUND when the merchant has none of that number
   */
  public RefundBO getByOutRefundNo(String merchantNo, String outRefundNo) {
    return store
        .findByOutRefundNo(merchantNo, outRefundNo)
        .orElseThrow(() -> new ApiException(ErrorCode.REFUND_NOT_FOUND));
  }

  /** A payment's refunds, the oldest first; only those with larger numbers than {@code after}. */
  public List<RefundBO> list(
      String merchantNo, String paymentNo, @Nullable String after, int limit) {
    return store.list(merchantNo, paymentNo, after == null ? "" : after, limit);
  }
}
