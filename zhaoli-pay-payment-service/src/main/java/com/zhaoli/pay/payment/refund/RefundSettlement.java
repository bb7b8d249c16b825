package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.sql.AfterCommit;
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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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

  /** When the books are looked at again for room. */
  private static final Duration NO_ROOM = Duration.ofMinutes(1);

  /** Why a refund was given up that took the place of one which came back after all. */
  private static final String NOT_NEEDED = "NOT_NEEDED";

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

  /**
   * Settles what a channel tells of a refund of one of its accounts. That it failed is only a
   * reason to ask: the notice may be an old one, and a later request of the same number may have
   * had the channel take the refund up again.
   */
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
        .map(found -> told(found, outcome))
        .orElse(Result.MISMATCH);
  }

  private Result told(RefundBO refund, RefundOutcome outcome) {
    if (outcome instanceof Failed && refund.status() == RefundStatus.PROCESSING) {
      store.askBy(refund, clock.instant());
      return Result.UNCHANGED;
    }
    return settle(refund, outcome, clock.instant());
  }

  /**
   * Settles what a channel answered to a question about a refund.
   *
   * @param refund as it was before it was asked
   * @param askedAt when that was: a call that could take effect then may have done so since
   */
  public Result settle(RefundBO refund, RefundOutcome outcome, Instant askedAt) {
    if (outcome instanceof Succeeded succeeded) {
      return succeeded(refund, succeeded);
    }
    if (outcome instanceof Failed failed) {
      return failed(refund, failed, askedAt);
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
    Instant now = clock.instant();
    Instant at = succeeded.refundedAt() == null ? now : succeeded.refundedAt();
    PaymentEvent.Refund told = refund.told(RefundStatus.SUCCEEDED, null, at);
    return counted(
        refund,
        RefundStatus.SUCCEEDED,
        locked(
            refund,
            () -> {
              if (store.succeed(
                  refund, RefundStatus.PROCESSING, succeeded.channelRefundNo(), at, now)) {
                bookBack(refund, told, now);
                return Result.DECIDED;
              }
              return afterAll(refund, succeeded.channelRefundNo(), told, at, now);
            }));
  }

  private void bookBack(RefundBO refund, PaymentEvent.Refund told, Instant now) {
    switch (refund.origin()) {
      case MERCHANT -> books.refunded(refund.merchantNo(), refund.paymentNo(), told, now);
      case AUTO -> books.surplusReturned(refund.merchantNo(), refund.paymentNo(), told, now);
    }
  }

  /**
   * A channel that had given a refund up may take it up again: by a request of ours that was under
   * way for longer than anybody would think, or by hand. Then the money is back, whatever we said
   * of it, and the books say so. Where they have no room for it the channel told two tales, which
   * is for people.
   */
  private Result afterAll(
      RefundBO refund,
      @Nullable String channelRefundNo,
      PaymentEvent.Refund told,
      Instant at,
      Instant now) {
    List<RefundBO> ofThisMoney = store.lockAllOf(refund);
    if (ofThisMoney.stream()
        .anyMatch(same -> isSame(same, refund) && same.status() == RefundStatus.SUCCEEDED)) {
      return Result.UNCHANGED;
    }
    boolean isBookable =
        switch (refund.origin()) {
          case MERCHANT ->
              books.reserve(
                  refund.merchantNo(),
                  refund.paymentNo(),
                  refund.attemptNo(),
                  refund.amount(),
                  now);
          case AUTO ->
              ofThisMoney.stream().noneMatch(same -> same.status() == RefundStatus.SUCCEEDED);
        };
    if (!isBookable) {
      log.error(
          "ALERT: {} says that refund {} is back after it had said that it failed, and the books"
              + " have no room for it",
          refund.channel(),
          refund.refundNo());
      store.askBy(refund, now.plus(NO_ROOM));
      return Result.MISMATCH;
    }
    if (!store.succeed(refund, RefundStatus.FAILED, channelRefundNo, at, now)) {
      throw new IllegalStateException(
          "refund " + refund.refundNo() + " changed although it was locked");
    }
    ofThisMoney.stream()
        .filter(same -> same.status() == RefundStatus.PROCESSING)
        .filter(same -> store.giveUp(same, NOT_NEEDED, now))
        .forEach(
            same ->
                books.surplusReturnsBy(
                    refund.merchantNo(), refund.attemptNo(), same.refundNo(), refund.refundNo()));
    bookBack(refund, told, now);
    AfterCommit.run(
        () ->
            log.warn(
                "{} gave refund {} back after it had said that it failed",
                refund.channel(),
                refund.refundNo()));
    return Result.DECIDED;
  }

  private static boolean isSame(RefundBO one, RefundBO another) {
    return one.refundNo().equals(another.refundNo());
  }

  private Result failed(RefundBO refund, Failed failed, Instant askedAt) {
    if (refund.status() == RefundStatus.SUCCEEDED) {
      log.error(
          "ALERT: {} says that refund {} failed after it had said that it is back",
          refund.channel(),
          refund.refundNo());
      return Result.MISMATCH;
    }
    Instant unheardUntil = refund.unheardUntil();
    if (unheardUntil != null && unheardUntil.isAfter(askedAt)) {
      return Result.UNCHANGED;
    }
    Instant now = clock.instant();
    Result result =
        locked(
            refund,
            () -> {
              if (!store.fail(refund, failed.code(), now)) {
                return Result.UNCHANGED;
              }
              switch (refund.origin()) {
                case MERCHANT ->
                    books.notRefunded(
                        refund.merchantNo(),
                        refund.paymentNo(),
                        refund.told(RefundStatus.FAILED, failed.code(), null),
                        now);
                case AUTO -> tryAgain(refund, now);
              }
              return Result.DECIDED;
            });
    if (result == Result.DECIDED && refund.origin() == RefundOrigin.AUTO) {
      AfterCommit.run(
          () ->
              log.error(
                  "ALERT: {} fen for payment {} did not go back (refund {}: {}); it is tried again",
                  refund.amount().fen(),
                  refund.paymentNo(),
                  refund.refundNo(),
                  failed.code()));
    }
    return counted(refund, RefundStatus.FAILED, result);
  }

  /** Always the payment first: two refunds of one payment never wait in a circle. */
  private Result locked(RefundBO refund, Supplier<Result> change) {
    Result result =
        transaction.execute(
            status -> {
              books.lock(refund.merchantNo(), refund.paymentNo());
              return change.get();
            });
    return Objects.requireNonNull(result);
  }

  private Result counted(RefundBO refund, RefundStatus to, Result result) {
    if (result == Result.DECIDED) {
      AfterCommit.run(() -> count(refund, to));
    }
    return result;
  }

  private void count(RefundBO refund, RefundStatus to) {
    log.info("refund {} of payment {} is {}", refund.refundNo(), refund.paymentNo(), to);
    meters
        .counter("zhaoli.refund.decided", "origin", refund.origin().name(), "status", to.name())
        .increment();
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
