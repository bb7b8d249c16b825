package com.zhaoli.pay.payment.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.AbstractChannelTest;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.TestChannel;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatPayChannelTest extends AbstractChannelTest {
  private final TestWechatPay wechatPay = new TestWechatPay();
  @TempDir private Path directory;

  @Override
  protected TestChannel there() {
    return wechatPay;
  }

  @Override
  protected PaymentChannel here() {
    return new WechatPayChannel(accounts(), LIMITS);
  }

  @Override
  protected ChannelCallback<?> callback() {
    return new WechatPayCallback(accounts(), clock);
  }

  private WechatPayAccounts accounts() {
    return new WechatPayAccounts(
        accounts(wechatPay.settings(directory), new WechatPayAccountType()),
        new WechatPayClients(LIMITS));
  }

  @ParameterizedTest
  @ValueSource(longs = {-310, -3_600, 310})
  void aNoticeSignedAtAnotherTimeIsStale(long secondsFromNow) {
    Notice notice =
        new Notice("at_1", new Money(1), "T1", null, clock.instant().plusSeconds(secondsFromNow));
    assertRefused(Reason.STALE, wechatPay.notice(notice));
  }

  @Test
  void aNoticeOfFourMinutesAgoIsTaken() {
    Notice notice = new Notice("at_1", new Money(1), "T1", null, clock.instant().minusSeconds(240));
    assertThat(receive(wechatPay.notice(notice)).attemptNo()).isEqualTo("at_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "{\"mchid\":\"1600000001\",\"appid\":\"wx0000000000000001\",\"out_trade_no\":\"at_1\",\"refund_status\":\"SUCCESS\"}",
        "{\"mchid\":\"1600000001\",\"appid\":\"wx0000000000000001\",\"out_trade_no\":\"at_1\",\"trade_state\":\"NEW\"}"
      })
  void anAuthenticNoticeOfSomethingElseIsRefused(String resource) {
    var reasons = java.util.Set.of(Reason.MALFORMED, Reason.MISMATCHING);
    org.assertj.core.api.Assertions.assertThatExceptionOfType(
            com.zhaoli.pay.payment.channel.CallbackRefusedException.class)
        .isThrownBy(() -> receive(wechatPay.around(resource)))
        .matches(e -> reasons.contains(e.reason()));
  }

  @Test
  void anAmountBeyondTheProtocolIsDeclinedWithoutACall() {
    ChannelOrder order =
        new ChannelOrder(
            "at_2",
            "platform",
            PaymentMethod.NATIVE,
            "a ship",
            new Money(100_000_000_000L),
            null,
            clock.instant(),
            ChannelOrder.Payer.UNKNOWN);
    assertThat(here().pay(order)).isEqualTo(new Declined("AMOUNT_TOO_LARGE"));
    assertThat(wechatPay.calls()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"FORGED,401", "STALE,401", "MISMATCHING,400", "UNAVAILABLE,500"})
  void failureIsAnsweredInWechatPaysWay(Reason reason, int httpStatus) {
    assertThat(callback().refused(reason).httpStatus()).isEqualTo(httpStatus);
    assertThat(callback().refused(reason).body()).contains("\"code\":\"FAIL\"");
    assertThat(callback().accepted().httpStatus()).isEqualTo(204);
  }
}
