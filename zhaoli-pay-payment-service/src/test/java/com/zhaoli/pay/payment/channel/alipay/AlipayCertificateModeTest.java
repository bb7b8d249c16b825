package com.zhaoli.pay.payment.channel.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same suite, with certificates in the place of bare keys. */
class AlipayCertificateModeTest extends AlipayTestCase implements AlipaySignatureContract {

  AlipayCertificateModeTest() {
    super(new TestAlipay(true));
  }

  @Test
  void aNoticeThatNamesAnotherCertificateIsRefused() {
    Map<String, String> fields = alipay.fields(new Notice("at_1", new Money(1), "T1"));
    fields.put("alipay_cert_sn", TestAlipay.ALIPAY_SERIAL.replace('0', '1'));
    assertRefused(Reason.FORGED, alipay.form(fields, alipay.key()));
  }

  @Test
  void aNoticeThatNamesNoCertificateIsTakenIfItsSignatureIsRight() {
    Map<String, String> fields = alipay.fields(new Notice("at_1", new Money(1), "T1"));
    fields.remove("alipay_cert_sn");
    assertThat(receive(alipay.form(fields, alipay.key())).attemptNo()).isEqualTo("at_1");
  }

  @Test
  void aCertificateThatHasExpiredIsWrong() {
    assertThat(whatIsWrongWith(TestAlipay.expired())).contains("alipay-cert").contains("valid");
  }

  /** Whoever has it verifies what we sign ourselves: anything that we were made to sign. */
  @Test
  void aCertificateForOurOwnKeyIsNotAlipays() {
    assertThat(whatIsWrongWith(TestAlipay.forOurKey())).contains("alipay-cert").contains("own key");
    assertThat(alipay.calls()).isZero();
  }

  /** The SDK would sign what the answer names, whatever it is, and trust whom that brings. */
  @Test
  void noCertificateIsFetchedForAnAnswerThatNamesAnother() {
    fixture().paid();
    alipay.forge(TestForgery.BY_ANOTHER_CERTIFICATE);
    int before = alipay.calls();

    assertThat(fixture().query()).isInstanceOf(Unknown.class);

    assertThat(alipay.calls()).isEqualTo(before + 1);
    assertThat(alipay.lastRequest()).containsEntry("method", "alipay.trade.query");
  }

  @Test
  void anAnswerThatIsNestedWithoutEndIsUnknown() {
    fixture().paid();
    alipay.addBeside(",\"a\":" + "[".repeat(900_000));
    assertThat(fixture().query()).isInstanceOf(Unknown.class);
  }

  private String whatIsWrongWith(String alipayCertificate) {
    ChannelAccount good = fixture().account();
    Map<String, String> settings = new HashMap<>(good.settings());
    settings.put("alipay-cert", alipayCertificate);
    Trial trial =
        accountType()
            .tryOut(new ChannelAccount(good.channel(), good.channelAccountNo(), 2, settings));
    assertThat(trial).isInstanceOf(Trial.Wrong.class);
    return ((Trial.Wrong) trial).sentence();
  }
}
