package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of what a channel's word does to a payment. Pure: it decides on what was read, and the
 * compare-and-set finds out whether that still holds.
 */
public final class Settlement {
  private Settlement() {}

  /** What is to be done. */
  public sealed interface Decision {

    /**
     * The payment moves.
     *
     * @param path the states it goes through, one step of the state machine each
     * @param event what is told about it, or null when nobody waits for it
     */
    record Move(List<PaymentStatus> path, AttemptStatus attempt, @Nullable EventType event)
        implements Decision {
      public Move {
        path = List.copyOf(path);
      }

      /** Where it ends. */
      public PaymentStatus target() {
        return path.get(path.size() - 1);
      }
    }

    /** The channel took money that the payment cannot take any more: to be given back. */
    record Surplus(AnomalyKind kind) implements Decision {}

    /** Nothing new. */
    record Nothing() implements Decision {}

    /** The channel's word does not fit the order: nobody may act on it. */
    record Mismatch(String what) implements Decision {}
  }

  /** Kinds of money in the wrong place. */
  public enum AnomalyKind {
    /** Paid after the payment had ended without money. */
    LATE_SUCCESS,
    /** Paid a second time by another order. */
    SECOND_SUCCESS
  }

  /** What this outcome of its current attempt does to the payment. */
  public static Decision decide(PaymentBO payment, ChannelOutcome outcome) {
    if (outcome instanceof Succeeded succeeded) {
      return decideSuccess(payment, succeeded);
    }
    if (outcome instanceof CodeIssued || outcome instanceof ParamsIssued) {
      return payment.lacksCode() ? move(payment, null, PaymentStatus.PAYING) : nothing();
    }
    if (outcome instanceof Declined) {
      return end(payment, PaymentStatus.FAILED, EventType.PAYMENT_FAILED);
    }
    if (outcome instanceof Closed) {
      return end(payment, PaymentStatus.CLOSED, EventType.PAYMENT_CLOSED);
    }
    if (outcome instanceof NotPaid || outcome instanceof Unknown) {
      return nothing();
    }
    throw new IllegalStateException("an outcome without a rule: " + outcome.getClass());
  }

  /**
   * What the answer to a call for a code does. A refusal ends the payment only while it has no
   * code: once another call has got one the payer may pay with it, and only the channel's word
   * about the order itself, by query or callback, may end it.
   */
  public static Decision decideAnswer(PaymentBO payment, ChannelOutcome answer) {
    boolean ends = answer instanceof Declined || answer instanceof Closed;
    return ends && !payment.lacksCode() ? nothing() : decide(payment, answer);
  }

  private static Decision decideSuccess(PaymentBO payment, Succeeded succeeded) {
    AttemptBO attempt = payment.attempt();
    if (!succeeded.paid().equals(attempt.amount())) {
      return new Decision.Mismatch("amount");
    }
    if (attempt.status() == AttemptStatus.SUCCEEDED) {
      return succeeded.channelTradeNo().equals(attempt.channelTradeNo())
          ? nothing()
          : new Decision.Mismatch("channel trade number");
    }
    return switch (payment.status()) {
      // The channel answered our call with a code that we never saw; the payer did.
      case CREATED ->
          move(payment, EventType.PAYMENT_SUCCEEDED, PaymentStatus.PAYING, PaymentStatus.SUCCEEDED);
      case PAYING -> move(payment, EventType.PAYMENT_SUCCEEDED, PaymentStatus.SUCCEEDED);
      case CLOSED, FAILED, REVERSED -> new Decision.Surplus(AnomalyKind.LATE_SUCCESS);
      case SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED ->
          new Decision.Surplus(AnomalyKind.SECOND_SUCCESS);
    };
  }

  private static Decision end(PaymentBO payment, PaymentStatus target, EventType event) {
    return payment.status().isOpen() ? move(payment, event, target) : nothing();
  }

  private static Decision move(
      PaymentBO payment, @Nullable EventType event, PaymentStatus... path) {
    PaymentStatus from = payment.status();
    for (PaymentStatus next : path) {
      if (!from.canMoveTo(next)) {
        throw new IllegalStateException("no move from " + from + " to " + next);
      }
      from = next;
    }
    return new Decision.Move(List.of(path), attemptAt(from), event);
  }

  private static AttemptStatus attemptAt(PaymentStatus status) {
    return switch (status) {
      case CREATED -> AttemptStatus.CREATED;
      case PAYING -> AttemptStatus.PAYING;
      case SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED, REVERSED -> AttemptStatus.SUCCEEDED;
      case CLOSED -> AttemptStatus.CLOSED;
      case FAILED -> AttemptStatus.FAILED;
    };
  }

  private static Decision nothing() {
    return new Decision.Nothing();
  }
}
