package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.sql.AfterCommit;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.order.Settlement.Decision;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.order.internal.PaymentStore.Facts;
import com.zhaoli.pay.payment.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way by which a channel's word changes a payment, whether it came as an answer, a callback
 * or a query. A change and its event are one transaction; when it returns they are durable, or, in
 * a transaction of the caller's, will be with that. Told the same twice, or in another order, it
 * does no more.
 */
@Component
public class PaymentSettlement {
  private static final Logger log = LoggerFactory.getLogger(PaymentSettlement.class);
  private static final Pattern ATTEMPT_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");
  private static final int MAX_RACES = 5;

  private final PaymentStore store;
  private final Outbox outbox;
  private final SurplusRefunds surplusRefunds;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final MeterRegistry meters;

  PaymentSettlement(
      PaymentStore store,
      Outbox outbox,
      SurplusRefunds surplusRefunds,
      TransactionTemplate transaction,
      Clock clock,
      MeterRegistry meters) {
    this.store = store;
    this.outbox = outbox;
    this.surplusRefunds = surplusRefunds;
    this.transaction = transaction;
    this.clock = clock;
    this.meters = meters;
  }

  /** What became of a channel's word. */
  public enum Result {
    /** The payment, or its order, moved. */
    MOVED,
    /** It was known already, or changes nothing. */
    UNCHANGED,
    /** Money was taken that the payment could not take; it is on record and goes back. */
    SURPLUS,
    /**
     * The word is about no order of this account, or does not fit the order. Nothing was changed.
     */
    MISMATCH
  }

  /** Settles what a channel says of an order of one of its accounts. */
  public Result settle(
      Channel channel, String channelAccountNo, String attemptNo, ChannelOutcome outcome) {
    if (!ATTEMPT_NO.matcher(attemptNo).matches()) {
      return Result.MISMATCH;
    }
    Optional<PaymentBO> read = store.findByAttempt(attemptNo);
    if (read.isEmpty() || !isOf(channel, channelAccountNo, read.get().requireAttempt())) {
      return Result.MISMATCH;
    }
    return settle(read.get(), outcome);
  }

  /** Settles what a query says of a payment's order, given the payment as it was read last. */
  public Result settle(PaymentBO lastRead, ChannelOutcome outcome) {
    return settle(lastRead, outcome, read -> Settlement.decide(read, outcome));
  }

  /** Settles the answer to a call that opens an order, given the payment as it was read last. */
  public Result settleAnswer(PaymentBO lastRead, ChannelOutcome answer) {
    return settle(lastRead, answer, read -> Settlement.decideAnswer(read, answer));
  }

  /** Ends the payment of an order that its channel does not know, and leaves that to the sync. */
  Result settleGivenUp(PaymentBO lastRead) {
    return settle(lastRead, new ChannelOutcome.Closed(), Settlement::decideGivenUp);
  }

  /** Settles that the channel has undone the payment's order. */
  Result settleReversed(PaymentBO lastRead) {
    ChannelOutcome undone = new ChannelOutcome.Closed();
    return settle(lastRead, undone, Settlement::decideReversed);
  }

  /** Settles that the channel does not know the payment's order, which is to be undone. */
  Result settleVanished(PaymentBO lastRead) {
    return settle(lastRead, new ChannelOutcome.Closed(), Settlement::decideVanished);
  }

  /** Settles that the channel will not undo the payment's order, which is paid. */
  Result settleNotReversed(PaymentBO lastRead, Succeeded succeeded) {
    return settle(lastRead, succeeded, read -> Settlement.decideNotReversed(read, succeeded));
  }

  private Result settle(
      PaymentBO lastRead, ChannelOutcome outcome, Function<PaymentBO, Decision> rule) {
    PaymentBO read = lastRead;
    for (int race = 0; race < MAX_RACES; race++) {
      Result result = tryUnlessDeadlocked(read, outcome, rule.apply(read));
      if (result != null) {
        return result;
      }
      read = store.findByAttempt(read.requireAttempt().attemptNo()).orElseThrow();
    }
    throw new IllegalStateException("lost " + MAX_RACES + " races for " + read.paymentNo());
  }

  private static boolean isOf(Channel channel, String channelAccountNo, AttemptBO attempt) {
    return attempt.channel().equals(channel) && attempt.channelAccountNo().equals(channelAccountNo);
  }

  /** A deadlock's loser reads again; who has a transaction has lost it, and repeats the whole. */
  private @Nullable Result tryUnlessDeadlocked(
      PaymentBO read, ChannelOutcome outcome, Decision decision) {
    try {
      return tryToSettle(read, outcome, decision);
    } catch (PessimisticLockingFailureException e) {
      if (TransactionSynchronizationManager.isActualTransactionActive()) {
        throw e;
      }
      return null;
    }
  }

  /** Null when the payment changed between the reading and the writing. */
  private @Nullable Result tryToSettle(PaymentBO read, ChannelOutcome outcome, Decision decision) {
    if (decision instanceof Decision.Move move) {
      return move(read, move, outcome) ? Result.MOVED : null;
    }
    if (decision instanceof Decision.Surplus surplus && outcome instanceof Succeeded succeeded) {
      return recordSurplus(read, surplus.kind(), succeeded) ? Result.SURPLUS : null;
    }
    if (decision instanceof Decision.Mismatch mismatch) {
      log.error(
          "ALERT: the {} that {} tells of {} is not that of payment {}",
          mismatch.what(),
          read.requireAttempt().channel(),
          read.requireAttempt().attemptNo(),
          read.paymentNo());
      return Result.MISMATCH;
    }
    return Result.UNCHANGED;
  }

  private boolean move(PaymentBO read, Decision.Move move, ChannelOutcome outcome) {
    Instant now = clock.instant();
    Facts facts = facts(outcome, now);
    EventType event = move.event();
    boolean moved =
        event == null
            ? write(read, move, read.eventVersion(), facts, now)
            : Boolean.TRUE.equals(
                transaction.execute(status -> moveAndTell(read, move, event, facts, now)));
    if (moved && read.status() != move.target()) {
      AfterCommit.run(
          () ->
              log.info(
                  "payment {} moved from {} to {}",
                  read.paymentNo(),
                  read.status(),
                  move.target()));
    }
    return moved;
  }

  private boolean moveAndTell(
      PaymentBO read, Decision.Move move, EventType event, Facts facts, Instant now) {
    int version = read.eventVersion() + 1;
    // The first statement decides: where it finds the payment moved, nothing has been written.
    if (!write(read, move, version, facts, now)) {
      return false;
    }
    AttemptBO attempt = read.requireAttempt();
    boolean hasOthers = read.isAggregate() || !read.isAtCurrentAttempt();
    if (hasOthers && move.attempt() == AttemptStatus.SUCCEEDED) {
      store.giveUpOthers(read, attempt.attemptNo(), now);
    }
    String tradeNo = facts.channelTradeNo();
    Instant paidAt = facts.paidAt();
    outbox.append(
        PaymentEvents.of(
            read,
            event,
            version,
            move.target(),
            attempt.channel(),
            tradeNo == null ? read.channelTradeNo() : tradeNo,
            paidAt == null ? read.paidAt() : paidAt,
            null,
            now));
    return true;
  }

  private boolean write(PaymentBO read, Decision.Move move, int version, Facts facts, Instant now) {
    return store.move(
        read, move, version, facts, closeDueAt(read, move), nextSyncAt(read, move, now), now);
  }

  /** A payment whose payer chooses the wallet ends by its own time, not by that of an order. */
  private static @Nullable Instant closeDueAt(PaymentBO read, Decision.Move move) {
    return read.isAggregate() && move.target().isOpen()
        ? SyncSchedule.closeDueAt(read.expiresAt())
        : null;
  }

  private static @Nullable Instant nextSyncAt(PaymentBO read, Decision.Move move, Instant now) {
    return switch (move.attempt()) {
      case CREATED, PAYING -> SyncSchedule.first(read.requireAttempt(), now);
      case CLOSING, REVERSING -> now;
      case SUCCEEDED, REVERSED, FAILED, CLOSED -> null;
    };
  }

  private boolean recordSurplus(PaymentBO read, Settlement.AnomalyKind kind, Succeeded succeeded) {
    boolean recorded =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  Instant now = clock.instant();
                  Instant paidAt = succeeded.paidAt();
                  String tradeNo = succeeded.channelTradeNo();
                  if (!store.moveAttempt(
                      read,
                      AttemptStatus.SUCCEEDED,
                      tradeNo,
                      paidAt == null ? now : paidAt,
                      null,
                      now)) {
                    return false;
                  }
                  String refundNo = surplusRefunds.begin(read, tradeNo, now);
                  store.recordAnomaly(read, kind, tradeNo, refundNo, now);
                  return true;
                }));
    if (recorded) {
      AfterCommit.run(() -> tellOfSurplus(read, kind, succeeded));
    }
    return recorded;
  }

  private void tellOfSurplus(PaymentBO read, Settlement.AnomalyKind kind, Succeeded succeeded) {
    log.error(
        "ALERT: {} of {} fen for {} payment {}, order {}: it goes back",
        kind,
        succeeded.paid().fen(),
        read.status(),
        read.paymentNo(),
        read.requireAttempt().attemptNo());
    meters.counter("zhaoli.payment.surplus", "kind", kind.name()).increment();
  }

  private static Facts facts(ChannelOutcome outcome, Instant now) {
    if (outcome instanceof CodeIssued issued) {
      return new Facts(issued.codeUrl(), Map.of(), null, null, null);
    }
    if (outcome instanceof ParamsIssued issued) {
      return new Facts(null, issued.payParams(), null, null, null);
    }
    if (outcome instanceof Succeeded succeeded) {
      Instant paidAt = succeeded.paidAt();
      return new Facts(
          null, Map.of(), succeeded.channelTradeNo(), paidAt == null ? now : paidAt, null);
    }
    if (outcome instanceof Declined declined) {
      return new Facts(null, Map.of(), null, null, declined.code());
    }
    return Facts.NONE;
  }
}
