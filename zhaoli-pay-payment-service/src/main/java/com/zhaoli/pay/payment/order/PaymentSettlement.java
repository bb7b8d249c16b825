package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.order.Settlement.Decision;
import com.zhaoli.pay.payment.order.internal.PaymentStore;
import com.zhaoli.pay.payment.order.internal.PaymentStore.Facts;
import com.zhaoli.pay.payment.outbox.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one way by which a channel's word changes a payment, whether it came as an answer, a callback
 * or a query. A change and its event are one transaction; when it returns they are durable. Told
 * the same twice, or in another order, it does no more.
 */
@Component
public class PaymentSettlement {
  private static final Logger log = LoggerFactory.getLogger(PaymentSettlement.class);
  private static final Pattern ATTEMPT_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");
  private static final int MAX_RACES = 5;

  private final PaymentStore store;
  private final Outbox outbox;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final MeterRegistry meters;

  PaymentSettlement(
      PaymentStore store,
      Outbox outbox,
      TransactionTemplate transaction,
      Clock clock,
      MeterRegistry meters) {
    this.store = store;
    this.outbox = outbox;
    this.transaction = transaction;
    this.clock = clock;
    this.meters = meters;
  }

  /** What became of a channel's word. */
  public enum Result {
    /** The payment moved. */
    MOVED,
    /** It was known already, or changes nothing. */
    UNCHANGED,
    /** Money was taken that the payment could not take; it is on record. */
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
    if (read.isEmpty() || !isOf(channel, channelAccountNo, read.get())) {
      return Result.MISMATCH;
    }
    return settle(read.get(), outcome);
  }

  /** Settles what a query says of a payment's order, given the payment as it was read last. */
  public Result settle(PaymentBO lastRead, ChannelOutcome outcome) {
    return settle(lastRead, outcome, Settlement::decide);
  }

  /** Settles the answer to a call for a code, given the payment as it was read last. */
  public Result settleAnswer(PaymentBO lastRead, ChannelOutcome answer) {
    return settle(lastRead, answer, Settlement::decideAnswer);
  }

  private Result settle(
      PaymentBO lastRead,
      ChannelOutcome outcome,
      BiFunction<PaymentBO, ChannelOutcome, Decision> rule) {
    PaymentBO read = lastRead;
    for (int race = 0; race < MAX_RACES; race++) {
      Result result = tryToSettle(read, outcome, rule.apply(read, outcome));
      if (result != null) {
        return result;
      }
      read = store.findByAttempt(read.attempt().attemptNo()).orElseThrow();
    }
    throw new IllegalStateException("lost " + MAX_RACES + " races for " + read.paymentNo());
  }

  private static boolean isOf(Channel channel, String channelAccountNo, PaymentBO payment) {
    return payment.attempt().channel().equals(channel)
        && payment.attempt().channelAccountNo().equals(channelAccountNo);
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
          read.channel(),
          read.attempt().attemptNo(),
          read.paymentNo());
      return Result.MISMATCH;
    }
    return Result.UNCHANGED;
  }

  private boolean move(PaymentBO read, Decision.Move move, ChannelOutcome outcome) {
    Instant now = clock.instant();
    Facts facts = facts(outcome, now);
    EventType event = move.event();
    int version = read.eventVersion() + (event == null ? 0 : 1);
    boolean moved =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  if (!store.move(read, move, version, facts, now)) {
                    status.setRollbackOnly();
                    return false;
                  }
                  if (event != null) {
                    outbox.append(event(read, move.target(), event, version, facts, now));
                  }
                  return true;
                }));
    if (moved) {
      log.info("payment {} moved from {} to {}", read.paymentNo(), read.status(), move.target());
    }
    return moved;
  }

  private boolean recordSurplus(PaymentBO read, Settlement.AnomalyKind kind, Succeeded succeeded) {
    boolean recorded =
        Boolean.TRUE.equals(
            transaction.execute(
                status ->
                    store.recordSurplus(read, kind, succeeded.channelTradeNo(), clock.instant())));
    if (recorded) {
      log.error(
          "ALERT: {} of {} fen for {} payment {}, order {}: to be refunded",
          kind,
          succeeded.paid().fen(),
          read.status(),
          read.paymentNo(),
          read.attempt().attemptNo());
      meters.counter("zhaoli.payment.surplus", "kind", kind.name()).increment();
    }
    return recorded;
  }

  private static Facts facts(ChannelOutcome outcome, Instant now) {
    if (outcome instanceof CodeIssued issued) {
      return new Facts(issued.codeUrl(), null, null, null);
    }
    if (outcome instanceof Succeeded succeeded) {
      Instant paidAt = succeeded.paidAt();
      return new Facts(null, succeeded.channelTradeNo(), paidAt == null ? now : paidAt, null);
    }
    if (outcome instanceof Declined declined) {
      return new Facts(null, null, null, declined.code());
    }
    return new Facts(null, null, null, null);
  }

  private static PaymentEvent event(
      PaymentBO payment,
      PaymentStatus status,
      EventType type,
      int version,
      Facts facts,
      Instant now) {
    return new PaymentEvent(
        Ids.eventId(),
        type,
        version,
        payment.paymentNo(),
        payment.merchantNo(),
        payment.appId(),
        payment.outTradeNo(),
        status.name(),
        payment.amount(),
        payment.channel().name(),
        payment.method().name(),
        facts.channelTradeNo(),
        facts.paidAt(),
        payment.attach(),
        payment.notifyUrl(),
        now,
        0,
        null);
  }
}
