package com.zhaoli.pay.payment.channel.wechat;

import static com.zhaoli.pay.payment.channel.ChannelFixture.ADDRESSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.AbstractChannelTest;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.ChannelAccountType;
import com.zhaoli.pay.payment.channel.ChannelBills;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.PayerBrowser;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.TestChannel;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WechatPayChannelTest extends AbstractChannelTest {
  private final TestWechatPay wechatPay = new TestWechatPay();
  private final WechatPayHttp http = new WechatPayHttp(LIMITS);
  private final WechatPayClients clients = new WechatPayClients(http, clock);
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

  @Override
  protected ChannelAccountType accountType() {
    return new WechatPayAccountType(clients, ADDRESSES);
  }

  @Override
  protected Optional<ChannelBills> bills() {
    return Optional.of(new WechatPayBills(accounts()));
  }

  @Override
  protected Optional<PayerBrowser> browser() {
    return Optional.of(new WechatPayBrowser(accounts(), http));
  }

  private WechatPayAccounts accounts() {
    return new WechatPayAccounts(accounts(wechatPay.settings(directory), accountType()), clients);
  }

  @AfterEach
  void stopClients() {
    clients.stop();
  }

  /** WeChat Pay has no page for desktops, so PAGE has a test of its own. */
  @Override
  @ParameterizedTest
  @EnumSource(names = {"JSAPI", "WAP"})
  public void aPayersPageGetsWhatItGoesOnWith(PaymentMethod method) {
    super.aPayersPageGetsWhatItGoesOnWith(method);
  }

  @Test
  void aDesktopsPageShowsTheCode() {
    assertThat(fixture().here().supports(PaymentMethod.PAGE)).isTrue();
    assertThat(fixture().pay(PaymentMethod.PAGE)).isInstanceOf(CodeIssued.class);
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
  @CsvSource({"FORGED,401", "STALE,401", "MISMATCHING,400", "UNAVAILABLE,500"})
  void failureIsAnsweredInWechatPaysWay(Reason reason, int httpStatus) {
    assertThat(callback().refused(reason).httpStatus()).isEqualTo(httpStatus);
    assertThat(callback().refused(reason).body()).contains("\"code\":\"FAIL\"");
    assertThat(callback().accepted().httpStatus()).isEqualTo(204);
  }
}
