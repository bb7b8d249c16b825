package com.zhaoli.pay.payment.channel.alipay;

import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PART;
import static com.zhaoli.pay.payment.channel.ChannelFixture.REFUND;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.ChannelAccounts;
import com.zhaoli.pay.payment.channel.ChannelBillContract;
import com.zhaoli.pay.payment.channel.ChannelBills.BillOutcome;
import com.zhaoli.pay.payment.channel.ChannelContract;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import com.zhaoli.pay.payment.channel.TestBooks;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that Alipay has not signed decides anything, in either mode. */
interface AlipaySignatureContract extends ChannelContract {
  TestAlipay alipay();

  @ParameterizedTest
  @EnumSource
  default void aForgedQueryIsUnknown(TestForgery forgery) {
    fixture().paid();
    alipay().forge(forgery);
    assertThat(fixture().query()).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedPaymentIsUnknown(TestForgery forgery) {
    alipay().forge(forgery);
    assertThat(fixture().pay(PaymentMethod.NATIVE)).isInstanceOf(Unknown.class);
    assertThat(fixture().pay(PaymentMethod.JSAPI)).isInstanceOf(Unknown.class);
    assertThat(fixture().pay(PaymentMethod.BARCODE)).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedWaitForThePayerIsUnknown(TestForgery forgery) {
    alipay().forge(forgery);
    alipay().behave(Behaviour.PAYER_IS_ASKED);
    assertThat(fixture().pay(PaymentMethod.BARCODE)).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedRefusalIsUnknown(TestForgery forgery) {
    alipay().forge(forgery);
    assertThat(fixture().query()).isInstanceOf(Unknown.class);
    alipay().behave(Behaviour.DECLINES);
    assertThat(fixture().pay(PaymentMethod.NATIVE)).isInstanceOf(Unknown.class);
    assertThat(fixture().pay(PaymentMethod.BARCODE)).isInstanceOf(Unknown.class);
    assertThat(fixture().here().refund(fixture().refund(REFUND, PART)))
        .isInstanceOf(RefundOutcome.Unknown.class);
    assertThat(fixture().here().reverse(fixture().order(PaymentMethod.BARCODE)))
        .isInstanceOf(ReverseOutcome.Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedRefundIsUnknown(TestForgery forgery) {
    fixture().paid();
    alipay().forge(forgery);
    assertThat(fixture().here().refund(fixture().refund(REFUND, PART)))
        .isInstanceOf(RefundOutcome.Unknown.class);
    alipay().books().put(new TestBooks.Refund(REFUND, ATTEMPT, PART, true));
    assertThat(fixture().here().queryRefund(fixture().refund(REFUND, PART)))
        .isInstanceOf(RefundOutcome.Unknown.class);
  }

  /** To ask again for a refund that is there could give the money back twice. */
  @ParameterizedTest
  @EnumSource
  default void aForgedAbsenceOfARefundIsUnknown(TestForgery forgery) {
    fixture().paid();
    alipay().forge(forgery);
    assertThat(fixture().here().queryRefund(fixture().refund(REFUND, PART)))
        .isInstanceOf(RefundOutcome.Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedEndIsUnknown(TestForgery forgery) {
    fixture().pay(PaymentMethod.NATIVE);
    alipay().scan(ATTEMPT);
    alipay().forge(forgery);
    assertThat(fixture().here().close(fixture().order(PaymentMethod.NATIVE)))
        .isInstanceOf(CloseOutcome.Unknown.class);
    assertThat(fixture().here().reverse(fixture().order(PaymentMethod.BARCODE)))
        .isInstanceOf(ReverseOutcome.Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedAddressOfABillIsNotAsked(TestForgery forgery) {
    fixture().paid();
    alipay().makeBill(ChannelBillContract.DAY);
    alipay().forge(forgery);
    assertThat(
            fixture()
                .bills()
                .orElseThrow()
                .read(ChannelAccounts.PLATFORM, ChannelBillContract.DAY, row -> {}))
        .isInstanceOf(BillOutcome.Unknown.class);
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedAnswerNamesNobody(TestForgery forgery) {
    String tradeNo = fixture().paid();
    String code = alipay().logIn(alipay().payerId());
    alipay().forge(forgery);
    assertThat(fixture().here().findAttemptNo(ChannelAccounts.PLATFORM, tradeNo)).isEmpty();
    assertThat(fixture().browser().orElseThrow().payerId(ChannelAccounts.PLATFORM, code)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  default void aForgedAnswerDoesNotProveSettings(TestForgery forgery) {
    alipay().forge(forgery);
    assertThat(fixture().type().tryOut(fixture().account())).isNotInstanceOf(Trial.Works.class);
  }

  @Test
  default void aGenuineAnswerIsTakenWhateverStandsBesideIt() {
    String tradeNo = fixture().paid();
    alipay().addBeside(",\"sign_type\":\"RSA2\",\"cost\":3,\"more\":null");
    assertThat(fixture().here().findAttemptNo(ChannelAccounts.PLATFORM, tradeNo)).contains(ATTEMPT);
  }
}
