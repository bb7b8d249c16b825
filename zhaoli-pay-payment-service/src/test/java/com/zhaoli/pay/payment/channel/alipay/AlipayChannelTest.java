package com.zhaoli.pay.payment.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.AbstractChannelTest;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.ChannelCallback;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.NotPaid;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.TestChannel;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import java.nio.file.Path;
import java.security.Security;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlipayChannelTest extends AbstractChannelTest {
  private static final Notice NOTICE = new Notice("at_1", new Money(1), "T1");
  private final TestAlipay alipay = new TestAlipay();
  @TempDir private Path directory;

  @Override
  protected TestChannel there() {
    return alipay;
  }

  @Override
  protected PaymentChannel here() {
    return new AlipayChannel(accounts(), LIMITS);
  }

  @Override
  protected ChannelCallback<?> callback() {
    return new AlipayCallback(accounts());
  }

  private AlipayAccounts accounts() {
    return new AlipayAccounts(
        accounts(alipay.settings(directory), new AlipayAccountType()), new AlipayClients(LIMITS));
  }

  @Test
  void theSdkDoesNotSwitchOffTheRulesOnWeakCertificates() {
    String before = Security.getProperty("jdk.certpath.disabledAlgorithms");
    assertThat(before).isNotBlank();
    accounts().get("platform");
    assertThat(Security.getProperty("jdk.certpath.disabledAlgorithms")).isEqualTo(before);
  }

  @Test
  void aNoticeForAnotherSellerIsRefused() {
    Map<String, String> fields = alipay.fields(NOTICE);
    fields.put("seller_id", "2088000000000009");
    assertRefused(Reason.MISMATCHING, alipay.form(fields, alipay.key()));
  }

  @Test
  void anUnsignedNoticeIsRefused() {
    assertRefused(Reason.FORGED, alipay.form(alipay.fields(NOTICE), null));
  }

  @Test
  void noticesOfOtherStatesAreRead() {
    Map<String, String> fields = alipay.fields(NOTICE);
    fields.put("trade_status", "TRADE_CLOSED");
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new CallbackNotice.OfPayment("at_1", new Closed()));
    fields.put("trade_status", "WAIT_BUYER_PAY");
    assertThat(receive(alipay.form(fields, alipay.key())))
        .isEqualTo(new CallbackNotice.OfPayment("at_1", new NotPaid()));
  }

  @Test
  void failureIsAnsweredInAlipaysWay() {
    assertThat(callback().refused(Reason.FORGED).body()).isEqualTo("failure");
    assertThat(callback().accepted().body()).isEqualTo("success");
  }
}
