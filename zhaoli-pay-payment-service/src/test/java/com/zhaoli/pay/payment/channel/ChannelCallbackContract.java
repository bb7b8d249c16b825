package com.zhaoli.pay.payment.channel;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PAID_AT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PART;
import static com.zhaoli.pay.payment.channel.ChannelFixture.REFUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How callbacks are verified and read. */
public interface ChannelCallbackContract extends ChannelContract {

  @Test
  default void aGenuineNoticeIsRead() {
    assertThat(fixture().receive(fixture().there().notice(fixture().payment("T1"))))
        .isEqualTo(new CallbackNotice.OfPayment(ATTEMPT, new Succeeded("T1", AMOUNT, PAID_AT)));
  }

  @Test
  default void aForgedNoticeIsRefused() {
    fixture().assertRefused(Reason.FORGED, fixture().there().forged(fixture().payment("T1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "a=b", "%%%", "sign=x&sign_type=RSA2", "\u0000", "[["})
  default void rubbishIsRefusedAsForged(String body) {
    fixture()
        .assertRefused(
            Reason.FORGED, new CallbackRequest(Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  default void anyChangedByteOfANoticeIsRefused() {
    assertNoByteMayChange(fixture().there().notice(fixture().payment("T1")));
  }

  @Test
  default void aNoticeForAnotherAppIsRefused() {
    fixture()
        .assertRefused(
            Reason.MISMATCHING,
            fixture().there().notice(new Notice(ATTEMPT, AMOUNT, "T1", "another-app", null)));
  }

  @Test
  default void aNoticeForAnAccountThatThereIsNotIsRefused() {
    CallbackRequest genuine = fixture().there().notice(fixture().payment("T1"));
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> fixture().receive("another", genuine))
        .matches(e -> e.reason() == Reason.UNKNOWN_ACCOUNT);
  }

  @Test
  default void aGenuineNoticeOfARefundIsRead() {
    CallbackNotice notice = fixture().receive(fixture().there().notice(fixture().refunded(null)));
    assertThat(notice).isInstanceOf(CallbackNotice.OfRefund.class);
    CallbackNotice.OfRefund refund = (CallbackNotice.OfRefund) notice;
    assertThat(refund.attemptNo()).isEqualTo(ATTEMPT);
    assertThat(refund.refundNo()).isEqualTo(REFUND);
    assertThat(refund.outcome()).isInstanceOf(RefundOutcome.Succeeded.class);
    RefundOutcome.Succeeded succeeded = (RefundOutcome.Succeeded) refund.outcome();
    assertThat(succeeded.refunded()).isIn(null, PART);
    assertThat(succeeded.refundedAt()).isNotNull();
  }

  @Test
  default void aForgedNoticeOfARefundIsRefused() {
    fixture().assertRefused(Reason.FORGED, fixture().there().forged(fixture().refunded(null)));
  }

  @Test
  default void anyChangedByteOfANoticeOfARefundIsRefused() {
    assertNoByteMayChange(fixture().there().notice(fixture().refunded(null)));
  }

  @Test
  default void aNoticeOfARefundForAnotherAppIsRefused() {
    fixture()
        .assertRefused(
            Reason.MISMATCHING, fixture().there().notice(fixture().refunded("another-app")));
  }

  private void assertNoByteMayChange(CallbackRequest genuine) {
    byte[] body = genuine.body();
    for (int i = 0; i < body.length; i += 7) {
      byte[] changed = body.clone();
      changed[i] ^= 0x01;
      assertThatExceptionOfType(CallbackRefusedException.class)
          .as("byte %d", i)
          .isThrownBy(() -> fixture().receive(genuine.withBody(changed)));
    }
  }
}
