package com.zhaoli.pay.payment.channel;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.OTHER_REFUND;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PAID_AT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PART;
import static com.zhaoli.pay.payment.channel.ChannelFixture.REFUND;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How money goes back. */
public interface ChannelRefundContract extends ChannelContract {

  private RefundOutcome refund(String refundNo, Money amount) {
    return fixture().here().refund(fixture().refund(refundNo, amount));
  }

  private RefundOutcome query(String refundNo, Money amount) {
    return fixture().here().queryRefund(fixture().refund(refundNo, amount));
  }

  private Money givenBack() {
    return fixture().there().books().givenBack(ATTEMPT);
  }

  /** Asks for money back, and makes sure that it comes, at once or when the channel has done it. */
  private void assertRefunds(String refundNo, Money amount) {
    RefundOutcome answer = refund(refundNo, amount);
    if (answer instanceof RefundOutcome.Succeeded succeeded) {
      assertThat(succeeded.refunded()).isIn(null, amount);
    } else {
      assertThat(answer).isEqualTo(new RefundOutcome.Processing());
    }
    fixture().there().settle(refundNo);
    assertThat(query(refundNo, amount)).isInstanceOf(RefundOutcome.Succeeded.class);
    assertThat(((RefundOutcome.Succeeded) query(refundNo, amount)).refunded()).isEqualTo(amount);
  }

  @Test
  default void aPartAndThenTheRestIsGivenBack() {
    String tradeNo = fixture().paid();
    assertRefunds(REFUND, PART);
    assertThat(givenBack()).isEqualTo(PART);
    assertThat(fixture().query()).isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
    assertRefunds(OTHER_REFUND, AMOUNT.minus(PART));
    assertThat(givenBack()).isEqualTo(AMOUNT);
    // It was paid, and stays so, whatever became of the money.
    assertThat(fixture().query()).isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
  }

  @Test
  default void theSameRefundAgainIsTheSameRefund() {
    fixture().paid();
    assertRefunds(REFUND, PART);
    assertRefunds(REFUND, PART);
    assertThat(fixture().there().books().refundsOf(ATTEMPT)).hasSize(1);
    assertThat(givenBack()).isEqualTo(PART);
  }

  @Test
  default void theWholeAgainIsTheSameRefund() {
    fixture().paid();
    assertRefunds(REFUND, AMOUNT);
    assertRefunds(REFUND, AMOUNT);
    assertThat(givenBack()).isEqualTo(AMOUNT);
  }

  @Test
  default void theSameNumberForAnotherAmountGivesNothingBack() {
    fixture().paid();
    assertRefunds(REFUND, PART);
    assertThat(refund(REFUND, PART.plus(PART)))
        .isNotInstanceOf(RefundOutcome.Succeeded.class)
        .isNotInstanceOf(RefundOutcome.Processing.class);
    assertThat(givenBack()).isEqualTo(PART);
  }

  @Test
  default void noMoreThanWasPaidIsGivenBack() {
    fixture().paid();
    assertRefunds(REFUND, PART);
    assertThat(refund(OTHER_REFUND, AMOUNT)).isInstanceOf(RefundOutcome.Failed.class);
    assertThat(givenBack()).isEqualTo(PART);
  }

  @Test
  default void nothingIsGivenBackOfAnOrderThatThereIsNot() {
    assertThat(refund(REFUND, PART)).isInstanceOf(RefundOutcome.Failed.class);
  }

  @Test
  default void aRefusalIsARefusal() {
    fixture().paid();
    fixture().there().behave(Behaviour.DECLINES);
    assertThat(refund(REFUND, PART)).isInstanceOf(RefundOutcome.Failed.class);
    assertThat(givenBack()).isEqualTo(Money.ZERO);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "FORGED", "SERVER_ERROR"})
  default void whetherMoneyIsBackIsUnknown(Behaviour behaviour) {
    fixture().paid();
    fixture().there().behave(behaviour);
    assertThat(refund(REFUND, PART)).isInstanceOf(RefundOutcome.Unknown.class);
    assertThat(query(REFUND, PART)).isInstanceOf(RefundOutcome.Unknown.class);
  }

  @Test
  default void aRefundThatNobodyAskedForIsNotFound() {
    fixture().paid();
    assertThat(query(REFUND, PART)).isEqualTo(new RefundOutcome.NotFound());
  }

  @Test
  default void whatWentBackIsWhatTheChannelSays() {
    fixture().paid();
    assertRefunds(REFUND, PART);
    fixture().there().behave(Behaviour.WRONG_AMOUNT);
    RefundOutcome outcome = query(REFUND, PART);
    assertThat(outcome).isInstanceOf(RefundOutcome.Succeeded.class);
    assertThat(((RefundOutcome.Succeeded) outcome).refunded()).isEqualTo(PART.plus(new Money(1)));
  }

  @Test
  default void anAnswerAboutAnotherRefundIsUnknown() {
    fixture().paid();
    assertRefunds(REFUND, PART);
    fixture().there().behave(Behaviour.OTHER_ORDER);
    assertThat(query(REFUND, PART)).isInstanceOf(RefundOutcome.Unknown.class);
    assertThat(refund(OTHER_REFUND, PART)).isInstanceOf(RefundOutcome.Unknown.class);
  }
}
