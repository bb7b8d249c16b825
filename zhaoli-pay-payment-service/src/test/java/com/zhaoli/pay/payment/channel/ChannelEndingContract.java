package com.zhaoli.pay.payment.channel;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How orders are taken off, and barcode payments undone. */
public interface ChannelEndingContract extends ChannelContract {

  private CloseOutcome close() {
    return fixture().here().close(fixture().order(PaymentMethod.NATIVE));
  }

  private ReverseOutcome reverse() {
    return fixture().here().reverse(barcode());
  }

  /** As it is known later: the number of the barcode is not kept. */
  private ChannelOrder barcode() {
    return fixture().order(PaymentMethod.BARCODE, null, null);
  }

  @Test
  default void anUnpaidOrderIsTakenOff() {
    fixture().pay(PaymentMethod.NATIVE);
    fixture().there().scan(ATTEMPT);
    assertThat(close()).isEqualTo(new CloseOutcome.Closed());
    assertThat(fixture().query()).isEqualTo(new Closed());
    assertThat(close()).isEqualTo(new CloseOutcome.Closed());
  }

  @Test
  default void aPaidOrderIsNotTakenOff() {
    String tradeNo = fixture().paid();
    assertThat(close()).isEqualTo(new CloseOutcome.AlreadyPaid());
    assertThat(fixture().query()).isInstanceOf(Succeeded.class);
    assertThat(fixture().there().trade(ATTEMPT))
        .isEqualTo(new TestChannel.Trade(AMOUNT, false, false, tradeNo));
  }

  @Test
  default void anOrderThatTheChannelDoesNotKnowIsNotTakenOff() {
    assertThat(close()).isEqualTo(new CloseOutcome.NotFound());
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "FORGED", "SERVER_ERROR"})
  default void whetherAnOrderIsOffIsUnknown(Behaviour behaviour) {
    fixture().pay(PaymentMethod.NATIVE);
    fixture().there().scan(ATTEMPT);
    fixture().there().behave(behaviour);
    assertThat(close()).isInstanceOf(CloseOutcome.Unknown.class);
  }

  @Test
  default void aBarcodePaymentThatIsOpenIsUndone() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    fixture().there().behave(Behaviour.PAYER_IS_ASKED);
    fixture().pay(PaymentMethod.BARCODE);
    fixture().there().behave(Behaviour.NORMAL);
    assertThat(reverse()).isEqualTo(new ReverseOutcome.Reversed());
    assertThat(fixture().here().query(barcode())).isEqualTo(new Closed());
  }

  @Test
  default void aBarcodePaymentThatIsPaidIsUndoneOnce() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    fixture().pay(PaymentMethod.BARCODE);
    assertThat(reverse()).isEqualTo(new ReverseOutcome.Reversed());
    assertThat(reverse()).isEqualTo(new ReverseOutcome.Reversed());
    assertThat(fixture().there().books().givenBack(ATTEMPT)).isEqualTo(AMOUNT);
    // No money is kept: whoever missed the answer must not take it for a success.
    assertThat(fixture().here().query(barcode())).isEqualTo(new Closed());
  }

  @Test
  default void aBarcodePaymentThatTheChannelDoesNotKnowIsNotUndone() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    assertThat(reverse()).isEqualTo(new ReverseOutcome.NotFound());
  }

  @Test
  default void aChannelMayRefuseToUndo() {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    fixture().pay(PaymentMethod.BARCODE);
    fixture().there().behave(Behaviour.DECLINES);
    assertThat(reverse()).isInstanceOf(ReverseOutcome.Refused.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"HANGS", "MALFORMED", "UNKNOWN_CODE", "FORGED", "SERVER_ERROR"})
  default void whetherABarcodePaymentIsUndoneIsUnknown(Behaviour behaviour) {
    assumeTrue(fixture().here().supports(PaymentMethod.BARCODE), "no barcodes");
    fixture().pay(PaymentMethod.BARCODE);
    fixture().there().behave(behaviour);
    assertThat(reverse()).isInstanceOf(ReverseOutcome.Unknown.class);
  }
}
