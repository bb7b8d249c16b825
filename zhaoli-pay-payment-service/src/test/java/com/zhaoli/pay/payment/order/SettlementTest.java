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
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.order.Settlement.AnomalyKind;
import com.zhaoli.pay.payment.order.Settlement.Decision;
import com.zhaoli.pay.payment.order.Settlement.Decision.Mismatch;
import com.zhaoli.pay.payment.order.Settlement.Decision.Move;
import com.zhaoli.pay.payment.order.Settlement.Decision.Nothing;
import com.zhaoli.pay.payment.order.Settlement.Decision.Surplus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementTest {
  private static final ChannelOutcome PAID =
      new Succeeded(Payments.TRADE_NO, Payments.AMOUNT, null);

  @Test
  void successMovesAPayingPayment() {
    assertThat(decide(PAYING, PAID))
        .isEqualTo(
            new Move(List.of(SUCCEEDED), AttemptStatus.SUCCEEDED, EventType.PAYMENT_SUCCEEDED));
  }

  @Test
  void successOfAPaymentWhoseCodeWeNeverSawGoesThroughPaying() {
    assertThat(decide(CREATED, PAID))
        .isEqualTo(
            new Move(
                List.of(PAYING, SUCCEEDED), AttemptStatus.SUCCEEDED, EventType.PAYMENT_SUCCEEDED));
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

  @Test
  void aRefusalAnswersOnlyAPaymentWithoutACode() {
    ChannelOutcome refusal = new Declined("RULE_LIMIT");
    assertThat(Settlement.decideAnswer(Payments.in(CREATED), refusal))
        .isEqualTo(new Move(List.of(FAILED), AttemptStatus.FAILED, EventType.PAYMENT_FAILED));
    assertThat(Settlement.decideAnswer(Payments.in(PAYING), refusal)).isEqualTo(new Nothing());
    assertThat(Settlement.decideAnswer(Payments.in(PAYING), new Closed())).isEqualTo(new Nothing());
    assertThat(decide(PAYING, refusal)).isInstanceOf(Move.class);
  }

  @Test
  void successOfAnOtherOrderOfAPaidPaymentIsMoneyToGiveBack() {
    PaymentBO paidByAnother = Payments.of(SUCCEEDED, AttemptStatus.CLOSED, null);
    assertThat(Settlement.decide(paidByAnother, PAID))
        .isEqualTo(new Surplus(AnomalyKind.SECOND_SUCCESS));
    PaymentBO reversed = Payments.of(REVERSED, AttemptStatus.PAYING, null);
    assertThat(Settlement.decide(reversed, PAID)).isEqualTo(new Surplus(AnomalyKind.LATE_SUCCESS));
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

  @ParameterizedTest
  @EnumSource
  void aCodeOpensACreatedPaymentOnly(PaymentStatus status) {
    Decision expected =
        status == CREATED ? new Move(List.of(PAYING), AttemptStatus.PAYING, null) : new Nothing();
    assertThat(decide(status, new CodeIssued("code"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void aRefusalFailsAnOpenPaymentOnly(PaymentStatus status) {
    Decision expected =
        status.isOpen()
            ? new Move(List.of(FAILED), AttemptStatus.FAILED, EventType.PAYMENT_FAILED)
            : new Nothing();
    assertThat(decide(status, new Declined("NO"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void closingAtTheChannelClosesAnOpenPaymentOnly(PaymentStatus status) {
    Decision expected =
        status.isOpen()
            ? new Move(List.of(CLOSED), AttemptStatus.CLOSED, EventType.PAYMENT_CLOSED)
            : new Nothing();
    assertThat(decide(status, new Closed())).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotKnownDecidesNothing(PaymentStatus status) {
    assertThat(decide(status, new NotPaid())).isEqualTo(new Nothing());
    assertThat(decide(status, new Unknown("time-out"))).isEqualTo(new Nothing());
  }

  private static Decision decide(PaymentStatus status, ChannelOutcome outcome) {
    return Settlement.decide(Payments.in(status), outcome);
  }
}
