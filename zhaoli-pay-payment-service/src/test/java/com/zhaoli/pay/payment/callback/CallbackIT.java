package com.zhaoli.pay.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.RunningWithBroker;
import com.zhaoli.pay.payment.Together;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What channels tell us, the right and the wrong. */
class CallbackIT extends RunningWithBroker {
  @Autowired private MeterRegistry meters;

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaidPaymentSucceeds(Channel channel) {
    Pending payment = pending(channel);
    assertAccepted(channel, deliver(channel, wallet(channel).notice(payment.paid())));
    Answer read = call("GET", "/openapi/v1/payments/" + payment.paymentNo(), "", MERCHANT);
    assertThat(read.field("status")).isEqualTo("SUCCEEDED");
    assertThat(read.field("channelTradeNo")).isEqualTo(payment.paid().tradeNo());
    assertThat(read.field("paidAt")).isEqualTo("2026-11-23T08:00:00Z");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void theSameCallbackAgainIsAcceptedWithoutEffect(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    assertAccepted(channel, deliver(channel, callback));
    assertAccepted(channel, deliver(channel, callback));
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void manyCallbacksAtATimeMakeOneEvent(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    List<Answer> answers =
        Together.run(IntStream.range(0, 24).boxed().toList(), i -> deliver(channel, callback));
    assertThat(answers).allSatisfy(answer -> assertAccepted(channel, answer));
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aPaymentWhoseCodeWeNeverSawCanBePaid(Channel channel) {
    wallet(channel).behave(Behaviour.SERVER_ERROR);
    String paymentNo =
        create(channel, newOutTradeNo(), 50).json().path("details").path("paymentNo").asString();
    Notice notice = new Notice(attemptOf(paymentNo), new Money(50), "T50");
    assertAccepted(channel, deliver(channel, wallet(channel).notice(notice)));
    assertThat(statusOf(paymentNo)).isEqualTo("SUCCEEDED");
    assertThat(eventsOf(paymentNo)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aForgedCallbackIsRefusedAndCounted(Channel channel) {
    Pending payment = pending(channel);
    double before = count(channel, "forged");
    assertRefused(channel, deliver(channel, wallet(channel).forged(payment.paid())));
    assertUntouched(payment);
    assertThat(count(channel, "forged")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aCallbackThatDoesNotFitTheOrderIsRefused(Channel channel) {
    Pending payment = pending(channel);
    double before = count(channel, "mismatching");
    String attemptNo = payment.attemptNo();
    List<Notice> wrong =
        List.of(
            new Notice(attemptNo, new Money(1), "T1"),
            new Notice(attemptNo, payment.amount(), "T1", "another-app", null),
            new Notice("at_unknown", payment.amount(), "T1"),
            new Notice("at_'; DROP TABLE payment", payment.amount(), "T1"),
            new Notice("at_未知", payment.amount(), "T1"));
    for (Notice notice : wrong) {
      assertRefused(channel, deliver(channel, wallet(channel).notice(notice)));
    }
    assertUntouched(payment);
    assertThat(count(channel, "mismatching")).isEqualTo(before + wrong.size());
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aSecondTradeNumberForAPaidOrderIsRefused(Channel channel) {
    Pending payment = pending(channel);
    deliver(channel, wallet(channel).notice(payment.paid()));
    Notice other = new Notice(payment.attemptNo(), payment.amount(), "another");
    assertRefused(channel, deliver(channel, wallet(channel).notice(other)));
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @Test
  void anOrderOfOneChannelCannotBePaidByTheOther() {
    Pending payment = pending(Channel.ALIPAY);
    Notice notice = payment.paid();
    assertRefused(Channel.WECHAT, deliver(Channel.WECHAT, WECHAT.notice(notice)));
    assertUntouched(payment);
  }

  @Test
  void aStaleCallbackIsRefused() {
    Pending payment = pending(Channel.WECHAT);
    Notice stale =
        new Notice(
            payment.attemptNo(), payment.amount(), "T1", null, clock.instant().minusSeconds(400));
    assertRefused(Channel.WECHAT, deliver(Channel.WECHAT, WECHAT.notice(stale)));
    assertUntouched(payment);
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void theAddressNamesTheAccount(Channel channel) {
    Pending payment = pending(channel);
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    assertRefused(channel, deliver(channel, "/nobody", callback));
    assertUntouched(payment);
    assertAccepted(channel, deliver(channel, "/platform", callback));
    assertThat(statusOf(payment.paymentNo())).isEqualTo("SUCCEEDED");
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void aGiantBodyIsNotRead(Channel channel) {
    assertRefused(channel, deliver(channel, new CallbackRequest(Map.of(), new byte[70 * 1024])));
  }

  @ParameterizedTest
  @MethodSource("wallets")
  void moneyForAClosedPaymentIsOnRecordOnce(Channel channel) {
    Pending payment = pending(channel);
    jdbc.update("UPDATE payment SET status = 'CLOSED' WHERE payment_no = ?", payment.paymentNo());
    jdbc.update(
        "UPDATE payment_attempt SET status = 'CLOSED' WHERE attempt_no = ?", payment.attemptNo());
    CallbackRequest callback = wallet(channel).notice(payment.paid());
    List<Answer> answers =
        Together.run(IntStream.range(0, 8).boxed().toList(), i -> deliver(channel, callback));
    assertThat(answers).allSatisfy(answer -> assertAccepted(channel, answer));
    assertThat(statusOf(payment.paymentNo())).isEqualTo("CLOSED");
    assertThat(eventsOf(payment.paymentNo())).isZero();
    assertThat(
            jdbc.queryForList(
                "SELECT kind, amount_fen FROM payment_anomaly WHERE attempt_no = ?",
                payment.attemptNo()))
        .containsExactly(Map.of("kind", "LATE_SUCCESS", "amount_fen", 1_230L));
  }

  private void assertUntouched(Pending payment) {
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    assertThat(eventsOf(payment.paymentNo())).isZero();
  }

  private static void assertAccepted(Channel channel, Answer answer) {
    assertThat(isAccepted(channel, answer)).as("accepted: %s", answer).isTrue();
  }

  private static void assertRefused(Channel channel, Answer answer) {
    assertThat(isAccepted(channel, answer)).as("accepted: %s", answer).isFalse();
    if (channel.equals(Channel.WECHAT)) {
      assertThat(answer.field("code")).isEqualTo("FAIL");
    } else {
      assertThat(answer.text()).isEqualTo("failure");
    }
  }

  private double count(Channel channel, String result) {
    return meters.counter("zhaoli.callback", "channel", channel.name(), "result", result).count();
  }
}
