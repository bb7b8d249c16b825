package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.RefundOutcome.Failed;
import com.zhaoli.pay.payment.channel.RefundOutcome.Succeeded;
import com.zhaoli.pay.payment.order.PaymentBooks;
import com.zhaoli.pay.payment.refund.internal.RefundStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way by which a channel's word changes a refund, whether it came as an answer, a callback
 * or a query. The refund, the payment's books and the event are one transaction.
 */
@Component
public class RefundSettlement {
  private static final Logger log = LoggerFactory.getLogger(RefundSettlement.class);
  private static final Duration FIRST_TRY_AGAIN = Duration.ofSeconds(30);
  private static final Duration LONGEST_TRY_AGAIN = Duration.ofHours(1);
  private static final Pattern REFUND_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");

  private final RefundStore store;
  private final PaymentBooks books;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final MeterRegistry meters;

  RefundSettlement(
      RefundStore store,
      PaymentBooks books,
      TransactionTemplate transaction,
      Clock clock,
      MeterRegistry meters) {
    this.store = store;
    this.books = books;
    this.transaction = transaction;
    this.clock = clock;
    this.meters = meters;
  }

  /** What became of a channel's word. */
  public enum Result {
    /** The refund is decided by it. */
    DECIDED,
    /** It was known already, or decides nothing. */
    UNCHANGED,
    /** It is about no refund of this account, or does not fit it. Nothing was changed. */
    MISMATCH
  }

  /** Settles what a channel says of a refund of one of its accounts. */
  public Result settle(
      Channel channel,
      String channelAccountNo,
      String attemptNo,
      String refundNo,
      RefundOutcome outcome) {
    Optional<RefundBO> refund =
        REFUND_NO.matcher(refundNo).matches() ? store.findOfAnybody(refundNo) : Optional.empty();
    return refund
        .filter(
            found ->
                found.channel().equals(channel)
                    && found.channelAccountNo().equals(channelAccountNo)
                    && found.attemptNo().equals(attemptNo))
        .map(found -> settle(found, outcome))
        .orElse(Result.MISMATCH);
  }

  /** Settles what a channel says of a refund, given as it was read last. */
  public Result settle(RefundBO refund, RefundOutcome outcome) {
    if (outcome instanceof Succeeded succeeded) {
      return succeeded(refund, succeeded);
    }
    if (outcome instanceof Failed failed) {
      return failed(refund, failed);
    }
    return Result.UNCHANGED;
  }

  private Result succeeded(RefundBO refund, Succeeded succeeded) {
    if (succeeded.refunded() != null && !succeeded.refunded().equals(refund.amount())) {
      log.error(
          "ALERT: {} gave another amount back than refund {} is for",
          refund.channel(),
          refund.refundNo());
      return Result.MISMATCH;
    }
    if (refund.status() == RefundStatus.FAILED) {
      log.error(
          "ALERT: {} says that refund {} is back after it had said that it failed",
          refund.channel(),
          refund.refundNo());
      return Result.MISMATCH;
    }
    Instant now = clock.instant();
    Instant at = succeeded.refundedAt() == null ? now : succeeded.refundedAt();
    return decide(refund, RefundStatus.SUCCEEDED, succeeded.channelRefundNo(), null, at, now);
  }

  private Result failed(RefundBO refund, Failed failed) {
    if (refund.status() == RefundStatus.SUCCEEDED) {
      log.error(
          "ALERT: {} says that refund {} failed after it had said that it is back",
          refund.channel(),
          refund.refundNo());
      return Result.MISMATCH;
    }
    Result result = decide(refund, RefundStatus.FAILED, null, failed.code(), null, clock.instant());
    if (result == Result.DECIDED && refund.origin() == RefundOrigin.AUTO) {
      log.error(
          "ALERT: {} fen for payment {} did not go back (refund {}: {}); it is tried again",
          refund.amount().fen(),
          refund.paymentNo(),
          refund.refundNo(),
          failed.code());
    }
    return result;
  }

  private Result decide(
      RefundBO refund,
      RefundStatus to,
      @Nullable String channelRefundNo,
      @Nullable String failureCode,
      @Nullable Instant refundedAt,
      Instant now) {
    boolean decided =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  // Always the payment first: two refunds of one payment never wait in a circle.
                  books.lock(refund.merchantNo(), refund.paymentNo());
                  if (!store.decide(refund, to, channelRefundNo, failureCode, refundedAt, now)) {
                    return false;
                  }
                  book(refund, to, refund.told(to, failureCode, refundedAt), now);
                  return true;
                }));
    if (decided) {
      log.info("refund {} of payment {} is {}", refund.refundNo(), refund.paymentNo(), to);
      meters
          .counter("zhaoli.refund.decided", "origin", refund.origin().name(), "status", to.name())
          .increment();
    }
    return decided ? Result.DECIDED : Result.UNCHANGED;
  }

  private void book(RefundBO refund, RefundStatus to, PaymentEvent.Refund told, Instant now) {
    String merchantNo = refund.merchantNo();
    String paymentNo = refund.paymentNo();
    boolean back = to == RefundStatus.SUCCEEDED;
    switch (refund.origin()) {
      case MERCHANT -> {
        if (back) {
          books.refunded(merchantNo, paymentNo, told, now);
        } else {
          books.notRefunded(merchantNo, paymentNo, told, now);
        }
      }
      case AUTO -> {
        if (back) {
          books.surplusReturned(merchantNo, paymentNo, told, now);
        } else {
          tryAgain(refund, now);
        }
      }
    }
  }

  /**
   * Money that is not ours does not stay because the channel had a reason not to give it back now
   * (no balance, a frozen trade). A refund that was refused is refused for good under its number,
   * so another takes its place, ever later up to an hour, until the money is back.
   */
  private void tryAgain(RefundBO refused, Instant now) {
    Duration wait =
        Duration.between(refused.createdAt(), now).multipliedBy(2).plus(FIRST_TRY_AGAIN);
    if (wait.compareTo(LONGEST_TRY_AGAIN) > 0) {
      wait = LONGEST_TRY_AGAIN;
    }
    String refundNo = Ids.withPrefix("ref_");
    store.insert(refused.again(refundNo, now), now.plus(wait));
    books.surplusReturnsBy(refused.merchantNo(), refused.attemptNo(), refused.refundNo(), refundNo);
  }
}
