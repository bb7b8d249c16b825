package com.zhaoli.pay.payment.channel.alipay;

import static com.zhaoli.pay.payment.channel.ChannelFixture.AMOUNT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.ATTEMPT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PAID_AT;
import static com.zhaoli.pay.payment.channel.ChannelFixture.PART;
import static com.zhaoli.pay.payment.channel.ChannelFixture.REFUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayConfig;
import com.alipay.api.Signer;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelAccountType.Trial;
import com.zhaoli.pay.payment.channel.ChannelAddresses;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Succeeded;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.TestBooks;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import java.net.URI;
import java.security.Security;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlipayChannelTest extends AlipayTestCase implements AlipaySignatureContract {
  private static final String BACK = "https://shop.example/back?a=1&b=2";

  AlipayChannelTest() {
    super(new TestAlipay());
  }

  @Test
  void theSdkDoesNotSwitchOffTheRulesOnWeakCertificates() {
    String before = Security.getProperty("jdk.certpath.disabledAlgorithms");
    assertThat(before).isNotBlank();
    accounts().get("platform");
    assertThat(Security.getProperty("jdk.certpath.disabledAlgorithms")).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway-url", "authorize-url"})
  void inProductionAnAccountWithoutTlsIsNotTakenAndGoesOnWhereThereIsOne(String setting) {
    AlipayAccountType inProduction =
        new AlipayAccountType(clients, new ChannelAddresses(DeploymentEnvironment.PRODUCTION));
    Map<String, String> settings = new HashMap<>(fixture().account().settings());
    settings.put(setting, "http://10.1.2.3/x");
    ChannelAccount account = new ChannelAccount(Channel.ALIPAY, "platform", 7, settings);
    assertThat(inProduction.tryOut(account))
        .isInstanceOf(Trial.Wrong.class)
        .asString()
        .contains(setting, "https only");
    assertThat(fixture().there().calls()).isZero();
    assertThat(clients.make(account).version()).isEqualTo(7);
    assertThat(inProduction.tryOut(fixture().account())).isEqualTo(new Trial.Works());
  }

  @Test
  void aCallIsSignedOnce() throws AlipayApiException {
    AlipayAccount account = accounts().get("platform");
    CountingClient client =
        new CountingClient(clients.config(account.appId(), account.gateway(), account.keys()));
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizContent("{\"out_trade_no\":\"" + ATTEMPT + "\"}");

    assertThat(client.execute(request).getBody()).contains("sign");

    assertThat(client.signatures).hasValue(1);
  }

  /** Signatures are the costliest part of a call. */
  private static final class CountingClient extends AlipaySdkClient {
    private final AtomicInteger signatures = new AtomicInteger();

    CountingClient(AlipayConfig config) throws AlipayApiException {
      super(config);
    }

    @Override
    public Signer getSigner() {
      Signer signer = super.getSigner();
      return (text, signType, charset) -> {
        signatures.incrementAndGet();
        return signer.sign(text, signType, charset);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WAP, alipay.trade.wap.pay, QUICK_WAP_WAY",
    "PAGE, alipay.trade.page.pay, FAST_INSTANT_TRADE_PAY"
  })
  void aPageIsIssuedSignedAndWithoutACall(PaymentMethod method, String name, String productCode) {
    ChannelOrder order = fixture().order(method);
    String url = ((ParamsIssued) here().pay(order)).payParams().get(ParamsIssued.PAY_URL);
    assertThat(url).startsWith(alipay.url() + "/gateway.do?");
    Map<String, String> parameters =
        TestAlipay.parameters(URI.create(String.valueOf(url)).getRawQuery());
    assertThat(TestAlipay.isSigned(parameters)).isTrue();
    assertThat(parameters)
        .containsEntry("method", name)
        .containsEntry("return_url", BACK)
        .containsEntry("notify_url", "http://127.0.0.1:8080/callback/alipay");
    JsonNode biz = new JsonMapper().readTree(String.valueOf(parameters.get("biz_content")));
    assertThat(biz.path("out_trade_no").asString()).isEqualTo(ATTEMPT);
    assertThat(biz.path("total_amount").asString()).isEqualTo("12.30");
    assertThat(biz.path("product_code").asString()).isEqualTo(productCode);
    assertThat(biz.path("quit_url").asString(BACK)).isEqualTo(BACK);
    assertThat(biz.path("time_expire").asString()).isEqualTo(chinese(order.expiresAt()));
    assertThat(alipay.calls()).isZero();
  }

  private static String chinese(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
        .withZone(ZoneOffset.ofHours(8))
        .format(instant);
  }

  @ParameterizedTest
  @CsvSource({
    "NATIVE, alipay.trade.precreate",
    "JSAPI, alipay.trade.create",
    "BARCODE, alipay.trade.pay"
  })
  void everyOrderEndsInTime(PaymentMethod method, String name) {
    ChannelOrder order = fixture().order(method);
    here().pay(order);
    assertThat(alipay.lastRequest()).containsEntry("method", name);
    JsonNode biz = alipay.lastBiz();
    assertThat(biz.path("time_expire").asString()).isEqualTo(chinese(order.expiresAt()));
    // Alipay takes none of these in a subject; the wide forms read the same.
    assertThat(biz.path("subject").asString()).isEqualTo("商品 ＂A＂ ＆ B");
  }

  @ParameterizedTest
  @CsvSource({
    "2088000000000077, buyer_id",
    "064IZM8dPUW00000, buyer_open_id",
    "20880000000000770, buyer_open_id",
    "2099000000000077, buyer_open_id"
  })
  void aBuyerIsNamedByUserIdOrOpenId(String payerId, String field) {
    ChannelOutcome outcome = here().pay(fixture().order(PaymentMethod.JSAPI, null, payerId));
    assertThat(outcome).isEqualTo(new ParamsIssued(Map.of("tradeNO", "T" + ATTEMPT)));
    assertThat(alipay.lastBiz().path(field).asString()).isEqualTo(payerId);
    assertThat(alipay.lastBiz().has("buyer_id") && alipay.lastBiz().has("buyer_open_id")).isFalse();
  }

  @Test
  void withoutAPayerThereIsNoTrade() {
    assertThat(here().pay(fixture().order(PaymentMethod.JSAPI, null, null)))
        .isEqualTo(new Declined("PAYER_ID_MISSING"));
    assertThat(alipay.calls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ACQ.TRADE_HAS_SUCCESS",
        "ACQ.CONTEXT_INCONSISTENT",
        "ACQ.TRADE_BUYER_NOT_MATCH",
        "ACQ.PULL_MOBILE_CASHIER_FAIL",
        "ACQ.SYSTEM_ERROR"
      })
  void aRefusalAfterWhichThereMayBeATradeIsUnknown(String code) {
    alipay.refuse("alipay.trade.pay", code);
    assertThat(here().pay(fixture().order(PaymentMethod.BARCODE))).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACQ.PAYMENT_AUTH_CODE_INVALID", "ACQ.BUYER_BALANCE_NOT_ENOUGH"})
  void aRefusalThatNobodySignedIsUnknown(String code) {
    alipay.refuse("alipay.trade.pay", code);
    assertThat(here().pay(fixture().order(PaymentMethod.BARCODE))).isEqualTo(new Declined(code));
    alipay.doNotSign();
    assertThat(here().pay(fixture().order(PaymentMethod.BARCODE))).isInstanceOf(Unknown.class);
    assertThat(fixture().query()).isInstanceOf(Unknown.class);
  }

  @Test
  void aTradeThatIsRefundedWholePastThisPlatformWasPaid() {
    String tradeNo = fixture().paid();
    alipay.books().put(new TestBooks.Refund("by-console", ATTEMPT, AMOUNT, true));
    assertThat(fixture().query()).isEqualTo(new Succeeded(tradeNo, AMOUNT, PAID_AT));
    assertThat(here().close(fixture().order(PaymentMethod.NATIVE)))
        .isEqualTo(new CloseOutcome.AlreadyPaid());
  }

  @Test
  void aCodeThatNobodyScannedIsNoTradeThatCouldBeClosed() {
    fixture().pay(PaymentMethod.NATIVE);
    assertThat(here().close(fixture().order(PaymentMethod.NATIVE)))
        .isEqualTo(new CloseOutcome.NotFound());
  }

  @Test
  void aRefundThatWasDoneBeforeIsNotFailedByALaterRefusal() {
    fixture().paid();
    alipay.books().put(new TestBooks.Refund(REFUND, ATTEMPT, PART, true));
    alipay.behave(Behaviour.DECLINES);
    assertThat(here().refund(fixture().refund(REFUND, PART)))
        .isEqualTo(new RefundOutcome.Succeeded(null, PART, null));
  }

  @Test
  void aRefundThatChangedNothingAndIsNotThereIsUnknown() {
    fixture().paid();
    alipay.takeRefundsOnly();
    assertThat(here().refund(fixture().refund(REFUND, PART)))
        .isInstanceOf(RefundOutcome.Unknown.class);
  }

  @Test
  void theAccountHasToBeThere() {
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(() -> accounts().get("another"));
    assertThat(accounts().get("platform")).isSameAs(accounts().get("platform"));
    assertThat(accounts().get("platform").toString())
        .isEqualTo("AlipayAccount[appId=%s]".formatted(TestAlipay.APP_ID));
  }
}
