package com.zhaoli.pay.payment.order;

import static com.zhaoli.pay.payment.order.PaymentStatus.CLOSED;
import static com.zhaoli.pay.payment.order.PaymentStatus.CREATED;
import static com.zhaoli.pay.payment.order.PaymentStatus.FAILED;
import static com.zhaoli.pay.payment.order.PaymentStatus.PAYING;
import static com.zhaoli.pay.payment.order.PaymentStatus.REVERSED;
import static com.zhaoli.pay.payment.order.PaymentStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.message.EventType;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.Settlement.AnomalyKind;
import com.zhaoli.pay.payment.order.Settlement.Decision;
import com.zhaoli.pay.payment.order.Settlement.Decision.Mismatch;
import com.zhaoli.pay.payment.order.Settlement.Decision.Move;
import com.zhaoli.pay.payment.order.Settlement.Decision.Nothing;
import com.zhaoli.pay.payment.order.Settlement.Decision.Surplus;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementTest {
  private static final Succeeded PAID = new Succeeded(Payments.TRADE_NO, Payments.AMOUNT, null);
  private static final Declined REFUSAL = new Declined("RULE_LIMIT");

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "PAYING"})
  void successPaysAnOpenPayment(PaymentStatus status) {
    assertThat(decide(status, PAID))
        .isEqualTo(new Move(SUCCEEDED, AttemptStatus.SUCCEEDED, EventType.PAYMENT_SUCCEEDED));
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED", "REVERSED"})
  void theSameSuccessAgainChangesNothing(PaymentStatus status) {
    assertThat(decide(status, PAID)).isEqualTo(new Nothing());
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSED", "FAILED"})
  void successAfterTheEndIsMoneyToGiveBack(PaymentStatus status) {
    assertThat(decide(status, PAID)).isEqualTo(new Surplus(AnomalyKind.LATE_SUCCESS));
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "PAYING", "CLOSING", "CLOSED", "FAILED"})
  void anotherOrderMayPayAnOpenPayment(AttemptStatus attempt) {
    PaymentBO payment = aggregate(PAYING, attempt, false);
    assertThat(Settlement.decide(payment, PAID))
        .isEqualTo(new Move(SUCCEEDED, AttemptStatus.SUCCEEDED, EventType.PAYMENT_SUCCEEDED));
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYING", "CLOSING", "CLOSED"})
  void aSecondSuccessIsMoneyToGiveBack(AttemptStatus attempt) {
    PaymentBO paidByAnother = aggregate(SUCCEEDED, attempt, false);
    assertThat(Settlement.decide(paidByAnother, PAID))
        .isEqualTo(new Surplus(AnomalyKind.SECOND_SUCCESS));
  }

  @Test
  void aRefusalAnswersOnlyAnOrderWithoutACode() {
    assertThat(Settlement.decideAnswer(Payments.in(CREATED), REFUSAL))
        .isEqualTo(new Move(FAILED, AttemptStatus.FAILED, EventType.PAYMENT_FAILED));
    assertThat(Settlement.decideAnswer(Payments.in(PAYING), REFUSAL)).isEqualTo(new Nothing());
    assertThat(Settlement.decideAnswer(Payments.in(PAYING), new Closed())).isEqualTo(new Nothing());
    assertThat(decide(PAYING, REFUSAL)).isInstanceOf(Move.class);
  }

  @ParameterizedTest
  @EnumSource
  void anotherAmountIsNeverActedOn(PaymentStatus status) {
    ChannelOutcome tooLittle =
        new Succeeded(Payments.TRADE_NO, Payments.AMOUNT.minus(new Money(1)), null);
    assertThat(decide(status, tooLittle)).isEqualTo(new Mismatch("amount"));
  }

  @Test
  void anotherTradeNumberForAPaidOrderIsNeverActedOn() {
    ChannelOutcome other = new Succeeded("another", Payments.AMOUNT, null);
    assertThat(decide(SUCCEEDED, other)).isEqualTo(new Mismatch("channel trade number"));
  }

  @Test
  void aCodeOpensACreatedPayment() {
    Move opened = new Move(PAYING, AttemptStatus.PAYING, null);
    assertThat(decide(CREATED, new CodeIssued("code"))).isEqualTo(opened);
    assertThat(decide(CREATED, new ParamsIssued(Map.of("payUrl", "https://x")))).isEqualTo(opened);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSED", "FAILED"})
  void anOrderThatCameToBeAfterTheEndIsTakenOff(PaymentStatus status) {
    assertThat(decide(status, new CodeIssued("code")))
        .isEqualTo(new Move(status, AttemptStatus.CLOSING, null));
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYING", "SUCCEEDED", "REVERSED", "REFUNDED"})
  void aCodeChangesNothingElsewhere(PaymentStatus status) {
    assertThat(decide(status, new CodeIssued("code"))).isEqualTo(new Nothing());
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalFailsAnOpenPaymentOnly(PaymentStatus status) {
    Decision expected =
        status.isOpen()
            ? new Move(FAILED, AttemptStatus.FAILED, EventType.PAYMENT_FAILED)
            : new Nothing();
    assertThat(decide(status, REFUSAL)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void closingAtTheChannelClosesAnOpenPaymentOnly(PaymentStatus status) {
    Decision expected =
        status.isOpen()
            ? new Move(CLOSED, AttemptStatus.CLOSED, EventType.PAYMENT_CLOSED)
            : new Nothing();
    assertThat(decide(status, new Closed())).isEqualTo(expected);
  }

  @Test
  void theEndOfAnOrderIsNotTheEndOfAPaymentWhosePayerChooses() {
    PaymentBO payment = aggregate(PAYING, AttemptStatus.PAYING, true);
    assertThat(Settlement.decide(payment, new Closed()))
        .isEqualTo(new Move(PAYING, AttemptStatus.CLOSED, null));
    assertThat(Settlement.decide(payment, REFUSAL))
        .isEqualTo(new Move(PAYING, AttemptStatus.FAILED, null));
  }

  @Test
  void theEndOfAnEarlierOrderIsNotTheEndOfThePayment() {
    PaymentBO payment = of(PaymentMethod.NATIVE, PAYING, AttemptStatus.CLOSING, false);
    assertThat(Settlement.decide(payment, new Closed()))
        .isEqualTo(new Move(PAYING, AttemptStatus.CLOSED, null));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotKnownDecidesNothing(PaymentStatus status) {
    assertThat(decide(status, new NotPaid())).isEqualTo(new Nothing());
    assertThat(decide(status, new Unknown("time-out"))).isEqualTo(new Nothing());
  }

  @Test
  void aBarcodeWhoseOutcomeIsOpenIsOnItsWay() {
    PaymentBO payment = of(PaymentMethod.BARCODE, CREATED, AttemptStatus.CREATED, true);
    Move onItsWay = new Move(PAYING, AttemptStatus.PAYING, null);
    assertThat(Settlement.decideAnswer(payment, new NotPaid())).isEqualTo(onItsWay);
    assertThat(Settlement.decideAnswer(payment, new Unknown("time-out"))).isEqualTo(onItsWay);
    assertThat(Settlement.decideAnswer(Payments.in(CREATED), new Unknown("time-out")))
        .isEqualTo(new Nothing());
  }

  @ParameterizedTest
  @EnumSource(names = {"CREATED", "PAYING", "SUCCEEDED"})
  void whatTheChannelHasUndoneIsReversed(PaymentStatus status) {
    PaymentBO payment = of(PaymentMethod.BARCODE, status, AttemptStatus.REVERSING, true);
    Move reversed = new Move(REVERSED, AttemptStatus.REVERSED, EventType.PAYMENT_CLOSED);
    assertThat(Settlement.decideReversed(payment)).isEqualTo(reversed);
    assertThat(Settlement.decide(payment, new Closed())).isEqualTo(reversed);
  }

  @Test
  void successOfAnOrderThatIsBeingUndoneIsLeftToWhoUndoesIt() {
    PaymentBO payment = of(PaymentMethod.BARCODE, PAYING, AttemptStatus.REVERSING, true);
    assertThat(Settlement.decide(payment, PAID)).isEqualTo(new Nothing());
    assertThat(Settlement.decideNotReversed(payment, PAID))
        .isEqualTo(new Move(SUCCEEDED, AttemptStatus.SUCCEEDED, EventType.PAYMENT_SUCCEEDED));
  }

  @Test
  void aRefusedReversalLeavesAPaidPaymentPaidAndTellsNobodyAgain() {
    PaymentBO payment = of(PaymentMethod.BARCODE, SUCCEEDED, AttemptStatus.REVERSING, true);
    assertThat(Settlement.decideNotReversed(payment, PAID))
        .isEqualTo(new Move(SUCCEEDED, AttemptStatus.SUCCEEDED, null));
  }

  @Test
  void moneyForAnOrderThatWasUndoneBeforeItCameIsUndoneAgain() {
    PaymentBO undone = of(PaymentMethod.BARCODE, REVERSED, AttemptStatus.REVERSED, true);
    assertThat(Settlement.decide(undone, PAID))
        .isEqualTo(new Move(REVERSED, AttemptStatus.REVERSING, null));
    PaymentBO undoneAfterMoney =
        Payments.of(
            PaymentMethod.BARCODE, REVERSED, AttemptStatus.REVERSED, Payments.TRADE_NO, true);
    assertThat(Settlement.decide(undoneAfterMoney, PAID)).isEqualTo(new Nothing());

    PaymentBO again = of(PaymentMethod.BARCODE, REVERSED, AttemptStatus.REVERSING, true);
    assertThat(Settlement.decideReversed(again))
        .isEqualTo(new Move(REVERSED, AttemptStatus.REVERSED, null));
    assertThat(Settlement.decideNotReversed(again, PAID))
        .isEqualTo(new Surplus(AnomalyKind.LATE_SUCCESS));
  }

  @Test
  void anOrderThatTheChannelDoesNotKnowStaysWithTheSync() {
    assertThat(Settlement.decideGivenUp(Payments.in(PAYING)))
        .isEqualTo(new Move(CLOSED, AttemptStatus.CLOSING, EventType.PAYMENT_CLOSED));
    assertThat(Settlement.decideGivenUp(Payments.in(SUCCEEDED))).isEqualTo(new Nothing());
  }

  private static Decision decide(PaymentStatus status, ChannelOutcome outcome) {
    return Settlement.decide(Payments.in(status), outcome);
  }

  private static PaymentBO aggregate(PaymentStatus status, AttemptStatus attempt, boolean current) {
    return of(PaymentMethod.AGGREGATE_QR, status, attempt, current);
  }

  private static PaymentBO of(
      PaymentMethod method, PaymentStatus status, AttemptStatus attempt, boolean current) {
    @Nullable String tradeNo = attempt == AttemptStatus.SUCCEEDED ? Payments.TRADE_NO : null;
    return Payments.of(method, status, attempt, tradeNo, current);
  }
}
