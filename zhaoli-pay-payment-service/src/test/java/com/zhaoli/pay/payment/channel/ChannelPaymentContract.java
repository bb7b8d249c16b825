package com.zhaoli.pay.payment.channel;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PAID_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How orders are opened, paid and asked for. */
public interface ChannelPaymentContract extends ChannelContract {

  @Test
  default void aNewOrderGetsACode() {
    ChannelOutcome outcome = fixture().pay(PaymentMethod.NATIVE);
    assertThat(outcome).isInstanceOf(CodeIssued.class);
    assertThat(((CodeIssued) outcome).codeUrl()).contains(ATTEMPT);
    assertThat(fixture().there().trade(ATTEMPT))
        .isEqualTo(new TestChannel.Trade(AMOUNT, true, false, null));
  }

  @Test
  default void theSameNumberAgainIsTheSameOrder() {
    assertThat(fixture().pay(PaymentMethod.NATIVE)).isEqualTo(fixture().pay(PaymentMethod.NATIVE));
  }

  @Test
  default void noWalletIsAskedForAnAggregateCode() {
    assertThat(fixture().here().supports(PaymentMethod.AGGREGATE_QR)).isFalse();
    assertThat(fixture().pay(PaymentMethod.AGGREGATE_QR)).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"JSAPI", "WAP", "PAGE"})
  default void aPayersPageGetsWhatItGoesOnWith(PaymentMethod method) {
    assumeTrue(fixture().here().supports(method), "a wallet need not have every method");
    ChannelOutcome outcome = fixture().pay(method);
    assertThat(outcome).isInstanceOf(ParamsIssued.class);
    var payParams = ((ParamsIssued) outcome).payParams();
    if (method == PaymentMethod.JSAPI) {
      assertThat(payParams).isNotEmpty().doesNotContainKey(ParamsIssued.PAY_URL);
    } else {
      assertThat(payParams).containsOnlyKeys(ParamsIssued.PAY_URL);
      String payUrl = String.valueOf(payParams.get(ParamsIssued.PAY_URL));
      assertThat(URI.create(payUrl).isAbsolute()).isTrue();
    }
  }

  @Test
  default void anOrderThatNobodyPaidYetIsNotPaid() {
    assertThat(fixture().query()).isEqualTo(new NotPaid());
    fixture().pay(PaymentMethod.NATIVE);
    assertThat(fixture().query()).isEqualTo(new NotPaid());
    fixture().there().scan(ATTEMPT);
    assertThat(fixture().query()).isEqualTo(new NotPaid());
  }

  @Test
  default void aPaidOrderSucceeded() {
    fixture().pay(PaymentMethod.NATIVE);
    String tradeNo = fixture().paid();
    assertThat(fixture().query()).isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
  }

  @Test
  default void theAmountIsTheChannelsAndNotOurs() {
    fixture().pay(PaymentMethod.NATIVE);
    String tradeNo = fixture().there().pay(ATTEMPT, new Money(1));
    assertThat(fixture().query()).isEqualTo(new Succeeded(tradeNo, new Money(1), PAID_AT));
  }

  @Test
  default void anAnswerAboutAnotherOrderIsUnknown() {
    fixture().paid();
    fixture().there().behave(Behaviour.OTHER_ORDER);
    assertThat(fixture().query()).isInstanceOf(Unknown.class);
  }

  @Test
  default void aClosedOrderIsClosed() {
    fixture().pay(PaymentMethod.NATIVE);
    fixture().there().close(ATTEMPT);
    assertThat(fixture().query()).isEqualTo(new Closed());
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "JSAPI", "BARCODE"})
  default void anExplicitRefusalIsARefusal(PaymentMethod method) {
    assumeTrue(fixture().here().supports(method), "a wallet need not have every method");
    fixture().there().behave(Behaviour.DECLINES);
    assertThat(fixture().pay(method)).isInstanceOf(Declined.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "FORGED", "SERVER_ERROR"})
  default void anythingElseIsUnknown(Behaviour behaviour) {
    fixture().there().behave(behaviour);
    assertThat(fixture().pay(PaymentMethod.NATIVE)).isInstanceOf(Unknown.class);
    assertThat(fixture().query()).isInstanceOf(Unknown.class);
    if (fixture().here().supports(PaymentMethod.BARCODE)) {
      assertThat(fixture().pay(PaymentMethod.BARCODE)).isInstanceOf(Unknown.class);
    }
    if (fixture().here().supports(PaymentMethod.JSAPI)) {
      assertThat(fixture().pay(PaymentMethod.JSAPI)).isInstanceOf(Unknown.class);
    }
  }

  @Test
  default void aChannelThatIsNotThereIsUnknown() {
    fixture().there().close();
    assertThat(fixture().pay(PaymentMethod.NATIVE)).isInstanceOf(Unknown.class);
    assertThat(fixture().query()).isInstanceOf(Unknown.class);
  }

  /** Its old connections are of no use, and that is no reason to lose a call. */
  @Test
  default void aChannelThatCameBackAnswersTheFirstCall() {
    fixture().pay(PaymentMethod.NATIVE);
    fixture().there().restart();
    assertThat(fixture().query()).isEqualTo(new NotPaid());
    fixture().there().restart();
    assertThat(fixture().pay(PaymentMethod.NATIVE)).isInstanceOf(CodeIssued.class);
  }

  @Test
  default void aBarcodeIsPaidAtOnce() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    assertThat(fixture().here().isAuthCode(fixture().there().authCode())).isTrue();
    assertThat(fixture().here().isAuthCode("12345678901234567890123456")).isFalse();
    assertThat(fixture().pay(PaymentMethod.BARCODE))
        .isEqualTo(new Succeeded("T" + ATTEMPT, AMOUNT, PAID_AT));
    assertThat(fixture().query()).isEqualTo(new Succeeded("T" + ATTEMPT, AMOUNT, PAID_AT));
  }

  @Test
  default void aBarcodeWhosePayerIsAskedIsNotPaidYet() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    fixture().there().behave(Behaviour.PAYER_IS_ASKED);
    assertThat(fixture().pay(PaymentMethod.BARCODE)).isEqualTo(new NotPaid());
    fixture().there().behave(Behaviour.NORMAL);
    assertThat(fixture().query()).isEqualTo(new NotPaid());
    String tradeNo = fixture().paid();
    assertThat(fixture().query()).isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
  }

  @Test
  default void theAmountOfABarcodeIsTheChannelsToo() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    fixture().there().behave(Behaviour.WRONG_AMOUNT);
    assertThat(fixture().pay(PaymentMethod.BARCODE))
        .isEqualTo(new Succeeded("T" + ATTEMPT, AMOUNT.plus(new Money(1)), PAID_AT));
  }

  @Test
  default void aBarcodeThatIsAnsweredForAnotherOrderIsUnknown() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    fixture().there().behave(Behaviour.OTHER_ORDER);
    assertThat(fixture().pay(PaymentMethod.BARCODE)).isInstanceOf(Unknown.class);
  }

  @Test
  default void withoutTheBarcodeItMayHaveBeenPaidByAnEarlierCall() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    ChannelOrder order = fixture().order(PaymentMethod.BARCODE, null, null);
    assertThat(fixture().here().pay(order)).isInstanceOf(Unknown.class);
    assertThat(fixture().there().calls()).isZero();
  }

  @Test
  default void theOrderOfAChannelsNumberIsFound() {
    String tradeNo = fixture().paid();
    assertThat(fixture().here().findAttemptNo(ChannelAccounts.PLATFORM, tradeNo)).contains(ATTEMPT);
    assertThat(fixture().here().findAttemptNo(ChannelAccounts.PLATFORM, "T0")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "FORGED", "SERVER_ERROR"})
  default void anUnclearAnswerFindsNoOrder(Behaviour behaviour) {
    String tradeNo = fixture().paid();
    fixture().there().behave(behaviour);
    assertThat(fixture().here().findAttemptNo(ChannelAccounts.PLATFORM, tradeNo)).isEmpty();
  }
}
