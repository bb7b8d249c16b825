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
import com.zhaoli.pay.payment.channel.PaymentMethod;
import org.jspecify.annotations.Nullable;

/**
 * The rules of what a channel's word does to a payment and to the order that it is about. Pure: it
 * decides on what was read, and the compare-and-set finds out whether that still holds.
 */
public final class Settlement {
  private Settlement() {}

  /** What is to be done. */
  public sealed interface Decision {

    /**
     * Payment and order move together.
     *
     * @param target where the payment ends; where it is, if only the order moves
     * @param attempt where the order ends
     * @param event what is told about it, or null when nobody waits for it
     */
    record Move(PaymentStatus target, AttemptStatus attempt, @Nullable EventType event)
        implements Decision {}

    /** The channel took money that the payment cannot take any more: it goes back by itself. */
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

  /** What this outcome of the order that the payment was read with does. */
  public static Decision decide(PaymentBO payment, ChannelOutcome outcome) {
    AttemptBO attempt = payment.requireAttempt();
    if (outcome instanceof Succeeded succeeded) {
      return decideSuccess(payment, attempt, succeeded);
    }
    if (outcome instanceof CodeIssued || outcome instanceof ParamsIssued) {
      return decideIssued(payment, attempt);
    }
    if (outcome instanceof Declined) {
      return end(payment, attempt, AttemptStatus.FAILED);
    }
    if (outcome instanceof Closed) {
      return attempt.status() == AttemptStatus.REVERSING
          ? decideReversed(payment)
          : end(payment, attempt, AttemptStatus.CLOSED);
    }
    if (outcome instanceof NotPaid || outcome instanceof Unknown) {
      return nothing();
    }
    throw new IllegalStateException("an outcome without a rule: " + outcome.getClass());
  }

  /**
   * What the answer to the call that opens an order does. A refusal ends it only while it has no
   * code: once another call has got one the payer may pay with it, and only the channel's word
   * about the order itself, by query or callback, may end it. A barcode whose payer is at it, or
   * whose outcome nobody knows, is on its way: the sync follows it to its end.
   */
  public static Decision decideAnswer(PaymentBO payment, ChannelOutcome answer) {
    AttemptBO attempt = payment.requireAttempt();
    boolean ends = answer instanceof Declined || answer instanceof Closed;
    if (ends && !attempt.lacksCode()) {
      return nothing();
    }
    boolean open = answer instanceof NotPaid || answer instanceof Unknown;
    if (open && attempt.method() == PaymentMethod.BARCODE && attempt.lacksCode()) {
      return decideIssued(payment, attempt);
    }
    return decide(payment, answer);
  }

  /**
   * What it does that the merchant closes a payment whose order the channel does not know: it may
   * come to know it (an Alipay code is no trade before somebody scans it), so the order stays with
   * the sync while the payment ends.
   */
  public static Decision decideGivenUp(PaymentBO payment) {
    if (!payment.requireAttempt().status().isOpen()) {
      return nothing();
    }
    return payment.isAtCurrentAttempt() && !payment.isAggregate() && payment.status().isOpen()
        ? move(payment, PaymentStatus.CLOSED, AttemptStatus.CLOSING, EventType.PAYMENT_CLOSED)
        : orderOnly(payment, AttemptStatus.CLOSING);
  }

  /**
   * What it does that the channel does not know an order that is to be undone: the payment has
   * ended, but a pay call that is still on its way may yet make the order known there, so the order
   * stays with whoever undoes it.
   */
  public static Decision decideVanished(PaymentBO payment) {
    if (payment.requireAttempt().status() != AttemptStatus.REVERSING) {
      return nothing();
    }
    return switch (payment.status()) {
      case CREATED, PAYING, SUCCEEDED ->
          move(payment, PaymentStatus.REVERSED, AttemptStatus.REVERSING, EventType.PAYMENT_CLOSED);
      case CLOSED, FAILED, REVERSED, PARTIALLY_REFUNDED, REFUNDED -> nothing();
    };
  }

  /** What it does that the channel has undone the order. */
  public static Decision decideReversed(PaymentBO payment) {
    if (payment.requireAttempt().status() != AttemptStatus.REVERSING) {
      return nothing();
    }
    return switch (payment.status()) {
      case CREATED, PAYING, SUCCEEDED ->
          move(payment, PaymentStatus.REVERSED, AttemptStatus.REVERSED, EventType.PAYMENT_CLOSED);
      // It had ended before the order was undone: there is nothing to tell.
      case CLOSED, FAILED, REVERSED, PARTIALLY_REFUNDED, REFUNDED ->
          orderOnly(payment, AttemptStatus.REVERSED);
    };
  }

  /** What it does that the channel will not undo an order, and says that it is paid. */
  public static Decision decideNotReversed(PaymentBO payment, Succeeded succeeded) {
    AttemptBO attempt = payment.requireAttempt();
    if (attempt.status() != AttemptStatus.REVERSING) {
      return nothing();
    }
    if (!succeeded.paid().equals(attempt.amount())) {
      return new Decision.Mismatch("amount");
    }
    return payment.status() == PaymentStatus.SUCCEEDED
        ? orderOnly(payment, AttemptStatus.SUCCEEDED)
        : decideMoney(payment);
  }

  private static Decision decideSuccess(PaymentBO payment, AttemptBO attempt, Succeeded succeeded) {
    if (!succeeded.paid().equals(attempt.amount())) {
      return new Decision.Mismatch("amount");
    }
    return switch (attempt.status()) {
      case SUCCEEDED -> decideTold(attempt, succeeded);
      // Undone before we had heard of money: it may have been taken since, so it is undone again.
      case REVERSED ->
          attempt.channelTradeNo() == null
              ? orderOnly(payment, AttemptStatus.REVERSING)
              : decideTold(attempt, succeeded);
      // Whoever undoes it gives the money back.
      case REVERSING -> nothing();
      case CREATED, PAYING, CLOSING, CLOSED, FAILED -> decideMoney(payment);
    };
  }

  /** What it does that a success is told again. */
  private static Decision decideTold(AttemptBO attempt, Succeeded succeeded) {
    return attempt.channelTradeNo() == null
            || succeeded.channelTradeNo().equals(attempt.channelTradeNo())
        ? nothing()
        : new Decision.Mismatch("channel trade number");
  }

  private static Decision decideMoney(PaymentBO payment) {
    return switch (payment.status()) {
      case CREATED, PAYING ->
          move(
              payment,
              PaymentStatus.SUCCEEDED,
              AttemptStatus.SUCCEEDED,
              EventType.PAYMENT_SUCCEEDED);
      case CLOSED, FAILED, REVERSED -> new Decision.Surplus(AnomalyKind.LATE_SUCCESS);
      case SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED ->
          new Decision.Surplus(AnomalyKind.SECOND_SUCCESS);
    };
  }

  private static Decision decideIssued(PaymentBO payment, AttemptBO attempt) {
    return switch (attempt.status()) {
      case CREATED ->
          payment.status().isOpen()
              ? move(payment, PaymentStatus.PAYING, AttemptStatus.PAYING, null)
              : orderOnly(payment, AttemptStatus.CLOSING);
      // The call came through after the order had been given up here: the channel must hear of it.
      case CLOSED, FAILED -> orderOnly(payment, AttemptStatus.CLOSING);
      case PAYING, CLOSING, SUCCEEDED, REVERSING, REVERSED -> nothing();
    };
  }

  private static Decision end(PaymentBO payment, AttemptBO attempt, AttemptStatus ended) {
    return switch (attempt.status()) {
      case CREATED, PAYING ->
          payment.isAtCurrentAttempt() && !payment.isAggregate() && payment.status().isOpen()
              ? endBoth(payment, ended)
              : orderOnly(payment, ended);
      case CLOSING -> orderOnly(payment, AttemptStatus.CLOSED);
      case SUCCEEDED, REVERSING, REVERSED, FAILED, CLOSED -> nothing();
    };
  }

  private static Decision endBoth(PaymentBO payment, AttemptStatus ended) {
    return ended == AttemptStatus.FAILED
        ? move(payment, PaymentStatus.FAILED, ended, EventType.PAYMENT_FAILED)
        : move(payment, PaymentStatus.CLOSED, ended, EventType.PAYMENT_CLOSED);
  }

  private static Decision orderOnly(PaymentBO payment, AttemptStatus attempt) {
    return new Decision.Move(payment.status(), attempt, null);
  }

  private static Decision move(
      PaymentBO payment, PaymentStatus target, AttemptStatus attempt, @Nullable EventType event) {
    if (payment.status() != target && !payment.status().canReach(target)) {
      throw new IllegalStateException("no way from " + payment.status() + " to " + target);
    }
    return new Decision.Move(target, attempt, event);
  }

  private static Decision nothing() {
    return new Decision.Nothing();
  }
}
