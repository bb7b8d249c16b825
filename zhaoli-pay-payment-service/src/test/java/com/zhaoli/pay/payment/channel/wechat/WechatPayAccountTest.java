package com.zhaoli.pay.payment.channel.wechat;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PAID_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackNotice;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.ChannelAddresses;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts that work with platform certificates, and their trial. */
class WechatPayAccountTest {
  private static final String CERTIFICATES = "/v3/certificates";
  private final TestSides sides = new TestSides(TestWechatPay::accountWithCertificates);

  @AfterEach
  void stop() {
    sides.close();
  }

  private static String error(String code) {
    return "{\"code\":\"" + code + "\",\"message\":\"no\"}";
  }

  @Test
  void ordersArePaidRefundedAndAskedForWithCertificates() {
    assertThat(sides.channel.pay(sides.order(PaymentMethod.NATIVE))).isInstanceOf(CodeIssued.class);
    String tradeNo = sides.there.pay(ATTEMPT, AMOUNT);
    assertThat(sides.channel.query(sides.order(PaymentMethod.NATIVE)))
        .isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
    assertThat(sides.channel.refund(sides.refund(null))).isEqualTo(new RefundOutcome.Processing());
    sides.there.behave(Behaviour.FORGED);
    assertThat(sides.channel.query(sides.order(PaymentMethod.NATIVE))).isInstanceOf(Unknown.class);
  }

  @Test
  void aCallbackHasTheCertificatesFetched() {
    sides.there.notices().use(TestWechatPay.API_V3_KEY, TestWechatPay.CERTIFICATE_SERIAL);
    Notice notice = new Notice("at_1", new Money(1), "T1");
    CallbackNotice later =
        Awaitility.await()
            .ignoreException(ChannelNotReadyException.class)
            .until(() -> sides.receive(sides.there.notice(notice)), told -> true);
    assertThat(later.attemptNo()).isEqualTo("at_1");
  }

  @Test
  void whatIsWrongWithCertificatesIsNotTakenForTheAnswerToTheCall() {
    sides.there.script(CERTIFICATES, 404, error("RESOURCE_NOT_EXISTS"));
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(() -> sides.channel.queryRefund(sides.refund(null)));
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(() -> sides.channel.pay(sides.order(PaymentMethod.BARCODE)));
    assertThat(sides.there.books().trades()).isEmpty();
  }

  @Test
  void changedSettingsLeaveNoThreadBehind() {
    for (int i = 0; i < 20; i++) {
      sides.accounts.change(sides.there.accountWithCertificates());
      assertThat(sides.channel.pay(sides.order(PaymentMethod.NATIVE)))
          .isInstanceOf(CodeIssued.class);
    }
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("certificate")))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void anAccountIsMadeOnceForItsSettings() {
    WechatPayAccount first = sides.ready.get(TestAccounts.NO);
    assertThat(sides.ready.get(TestAccounts.NO)).isSameAs(first);
    sides.accounts.change(sides.there.account());
    assertThat(sides.ready.get(TestAccounts.NO)).isNotSameAs(first);
    assertThat(sides.ready.previous(TestAccounts.NO)).isPresent();
    sides.accounts.forgetPrevious();
    assertThat(sides.ready.previous(TestAccounts.NO)).isEmpty();
  }

  @Test
  void goodSettingsWorkWithCertificates() {
    assertThat(sides.type.tryOut(sides.accounts.current())).isEqualTo(new Trial.Works());
  }

  @ParameterizedTest
  @CsvSource({
    "404,RESOURCE_NOT_EXISTS,public-key",
    "404,NOT_FOUND,public-key",
    "404,MCH_NOT_EXISTS,mch-id",
    "400,MCH_NOT_EXISTS,mch-id",
    "401,SIGN_ERROR,merchant-serial",
    "403,NO_AUTH,mch-id"
  })
  void aTrialWithCertificatesNamesWhatIsWrong(int httpStatus, String code, String setting) {
    sides.there.script(CERTIFICATES, httpStatus, error(code));
    assertThat(sides.type.tryOut(sides.accounts.current())).isInstanceOf(Trial.Wrong.class);
    assertThat(sides.type.tryOut(sides.accounts.current()).toString()).contains(setting);
  }

  @Test
  void aTrialFindsAWrongApiKeyByTheCertificates() {
    Map<String, String> changed = new HashMap<>(sides.there.accountWithCertificates());
    changed.put("api-v3-key", "fedcba9876543210fedcba9876543210");
    sides.accounts.change(changed);
    assertThat(sides.type.tryOut(sides.accounts.current()).toString()).contains("api-v3-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base-url", "oauth-url", "authorize-url"})
  void inProductionAnAccountWithoutTlsIsNotTakenAndGoesOnWhereThereIsOne(String setting) {
    WechatPayAccountType inProduction =
        new WechatPayAccountType(
            sides.clients, new ChannelAddresses(DeploymentEnvironment.PRODUCTION));
    Map<String, String> changed = new HashMap<>(sides.there.account());
    sides.accounts.change(changed);
    assertThat(inProduction.tryOut(sides.accounts.current())).isEqualTo(new Trial.Works());

    changed.put(setting, "http://10.1.2.3/x");
    sides.accounts.change(changed);
    assertThat(inProduction.tryOut(sides.accounts.current()))
        .isInstanceOf(Trial.Wrong.class)
        .asString()
        .contains(setting, "https only");
    assertThatCode(() -> sides.ready.get(TestAccounts.NO)).doesNotThrowAnyException();
  }

  @Test
  void merchantsThatBeganWithAPublicKeyHaveNoCertificates() {
    sides.there.script(CERTIFICATES, 404, error("RESOURCE_NOT_EXISTS"));
    sides.accounts.change(sides.there.account());
    assertThat(sides.type.tryOut(sides.accounts.current())).isEqualTo(new Trial.Works());
  }

  @Test
  void anUnsignedAnswerProvesNothing() {
    sides.accounts.change(sides.there.account());
    sides.there.script(CERTIFICATES, 404, error("RESOURCE_NOT_EXISTS"));
    sides.there.signNothing();
    assertThat(sides.type.tryOut(sides.accounts.current())).isInstanceOf(Trial.Unclear.class);
  }
}
