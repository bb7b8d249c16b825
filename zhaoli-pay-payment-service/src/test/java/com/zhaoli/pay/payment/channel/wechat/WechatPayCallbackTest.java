package com.zhaoli.pay.payment.channel.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfPayment;
import com.zhaoli.pay.payment.channel.CallbackNotice.OfRefund;
import com.zhaoli.pay.payment.channel.CallbackRefusedException;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notices of every kind, and of accounts whose keys change. */
class WechatPayCallbackTest {
  private static final Notice PAYMENT = new Notice("at_1", new Money(1), "T1");
  private static final RefundNotice REFUND =
      new RefundNotice("at_1", "ref_1", "T1", new Money(100), new Money(30), null);
  private static final String OTHER_KEY = "fedcba9876543210fedcba9876543210";
  private final TestSides sides = new TestSides();

  @AfterEach
  void stop() {
    sides.close();
  }

  private void assertRefused(Reason reason, CallbackRequest request) {
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> sides.receive(request))
        .matches(e -> e.reason() == reason, "refused as " + reason);
  }

  @Test
  void aRefundThatFailedIsTold() {
    assertThat(sides.receive(sides.there.notice(REFUND, "CLOSED")))
        .isEqualTo(new OfRefund("at_1", "ref_1", new RefundOutcome.Failed("CLOSED")));
  }

  @Test
  void aRefundThatPeopleMustGoOnWithIsNotOver() {
    assertThat(sides.receive(sides.there.notice(REFUND, "ABNORMAL")))
        .isEqualTo(new OfRefund("at_1", "ref_1", new RefundOutcome.Processing()));
  }

  @Test
  void aRefundThatIsThroughIsTold() {
    OfRefund told = (OfRefund) sides.receive(sides.there.notice(REFUND));
    assertThat(told.refundNo()).isEqualTo("ref_1");
    assertThat(told.outcome()).isInstanceOf(RefundOutcome.Succeeded.class);
    assertThat(((RefundOutcome.Succeeded) told.outcome()).refunded()).isEqualTo(new Money(30));
    assertThat(((RefundOutcome.Succeeded) told.outcome()).channelRefundNo()).isEqualTo("Rref_1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TRANSACTION.SUCCESS|transaction|null|MISMATCHING",
        "TRANSACTION.SUCCESS|transaction|[]|MISMATCHING",
        "TRANSACTION.SUCCESS|transaction|{}|MISMATCHING",
        "TRANSACTION.SUCCESS|transaction|{'mchid':'1600000001'}|MISMATCHING",
        "TRANSACTION.SUCCESS|transaction|{'mchid':'1600000001','appid':'wx0000000000000001'}|MALFORMED",
        "TRANSACTION.SUCCESS|transaction|{'mchid':'1600000001','appid':'wx0000000000000001','out_trade_no':'at_1','trade_state':'NEW'}|MALFORMED",
        "TRANSACTION.SUCCESS|transaction|{'mchid':'1600000001','appid':'wx0000000000000001','out_trade_no':7,'trade_state':'SUCCESS'}|MALFORMED",
        "TRANSACTION.SUCCESS|refund|{'mchid':'1600000001','appid':'wx0000000000000001','out_trade_no':'at_1','trade_state':'CLOSED'}|MALFORMED",
        "PAYSCORE.USER_PAID|payscore|{'mchid':'1600000001','appid':'wx0000000000000001','out_trade_no':'at_1','trade_state':'SUCCESS'}|MALFORMED",
        "REFUND.SUCCESS|refund|{'mchid':'1600000002','out_trade_no':'at_1','out_refund_no':'r','refund_status':'SUCCESS'}|MISMATCHING",
        "REFUND.SUCCESS|refund|{'mchid':'1600000001','out_trade_no':'at_1','refund_status':'SUCCESS'}|MALFORMED",
        "REFUND.SUCCESS|refund|{'mchid':'1600000001','out_trade_no':'at_1','out_refund_no':'r','refund_status':'NEW'}|MALFORMED",
        "REFUND.SUCCESS|transaction|{'mchid':'1600000001','out_trade_no':'at_1','out_refund_no':'r','refund_status':'SUCCESS'}|MALFORMED",
        "REFUND.SUCCESS|refund|no json|MALFORMED"
      })
  void anAuthenticNoticeOfSomethingElseIsRefused(
      String event, String type, String resource, Reason reason) {
    assertRefused(reason, sides.there.around(event, type, resource.replace('\'', '"')));
  }

  @Test
  void moneyWithoutAnAmountIsUnknown() {
    String order =
        "{'mchid':'1600000001','appid':'wx0000000000000001','out_trade_no':'at_1','trade_state':'SUCCESS','transaction_id':'T1','amount':{'total':1.5}}";
    OfPayment told =
        (OfPayment)
            sides.receive(
                sides.there.around("TRANSACTION.SUCCESS", "transaction", order.replace('\'', '"')));
    assertThat(told.outcome()).isInstanceOf(Unknown.class);
    String refund =
        "{'mchid':'1600000001','out_trade_no':'at_1','out_refund_no':'r','refund_status':'SUCCESS'}";
    OfRefund back =
        (OfRefund)
            sides.receive(
                sides.there.around("REFUND.SUCCESS", "refund", refund.replace('\'', '"')));
    assertThat(back.outcome()).isInstanceOf(RefundOutcome.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "text",
        "{\"resource\":{}}",
        "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{\"algorithm\":\"AEAD_AES_256_GCM\",\"original_type\":\"transaction\",\"associated_data\":\"\",\"nonce\":\"abcdefghijkl\",\"ciphertext\":\"AAAA\"}}",
        "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{\"algorithm\":\"AEAD_AES_256_GCM\",\"original_type\":\"transaction\",\"associated_data\":\"\",\"nonce\":\"\",\"ciphertext\":\"%%\"}}",
        "{\"event_type\":\"TRANSACTION.SUCCESS\",\"resource\":{\"algorithm\":\"NONE\",\"original_type\":\"transaction\",\"associated_data\":\"\",\"nonce\":\"\",\"ciphertext\":\"\"}}"
      })
  void anAuthenticEnvelopeThatCannotBeOpenedIsMalformed(String body) {
    assertRefused(
        Reason.MALFORMED, sides.there.signed(body.getBytes(StandardCharsets.UTF_8), body));
  }

  @Test
  void otherBytesThatReadTheSameAreNotWhatWasSigned() {
    byte[] body = {'{', '}', (byte) 0xC3};
    assertRefused(Reason.FORGED, sides.there.signed(body, "{}\uFFFD"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wechatpay-Timestamp",
        "Wechatpay-Nonce",
        "Wechatpay-Serial",
        "Wechatpay-Signature"
      })
  void withoutAHeaderNobodySignedIt(String header) {
    CallbackRequest genuine = sides.there.notice(PAYMENT);
    Map<String, String> headers = new HashMap<>(genuine.headers());
    headers.remove(header);
    assertRefused(Reason.FORGED, new CallbackRequest(headers, genuine.body()));
    headers.put(header, "%");
    assertRefused(Reason.FORGED, new CallbackRequest(headers, genuine.body()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "1e9", ""})
  void aTimeThatIsNoneIsRefused(String timestamp) {
    CallbackRequest genuine = sides.there.notice(PAYMENT);
    Map<String, String> headers = new HashMap<>(genuine.headers());
    headers.put("Wechatpay-Timestamp", timestamp);
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> sides.receive(new CallbackRequest(headers, genuine.body())))
        .matches(e -> Set.of(Reason.FORGED, Reason.STALE).contains(e.reason()));
  }

  @Test
  void aSignatureOfAnotherKindIsRefused() {
    CallbackRequest genuine = sides.there.notice(PAYMENT);
    Map<String, String> headers = new HashMap<>(genuine.headers());
    headers.put("Wechatpay-Signature-Type", "WECHATPAY2-SM2-WITH-SM3");
    assertRefused(Reason.FORGED, new CallbackRequest(headers, genuine.body()));
  }

  @Test
  void whileTheApiKeyIsReplacedBothAreTaken() {
    Map<String, String> changed = new HashMap<>(sides.there.account());
    changed.put("api-v3-key", OTHER_KEY);
    sides.accounts.change(changed);
    assertThat(sides.receive(sides.there.notice(PAYMENT)).attemptNo()).isEqualTo("at_1");
    sides.there.notices().use(OTHER_KEY, TestWechatPay.PUBLIC_KEY_ID);
    assertThat(sides.receive(sides.there.notice(REFUND)).attemptNo()).isEqualTo("at_1");
    sides.there.notices().use(TestWechatPay.API_V3_KEY, TestWechatPay.PUBLIC_KEY_ID);
    sides.accounts.forgetPrevious();
    assertRefused(Reason.MALFORMED, sides.there.notice(PAYMENT));
  }

  @Test
  void whileThePublicKeyIsReplacedBothAreTaken() {
    Map<String, String> changed = new HashMap<>(sides.there.account());
    changed.put("public-key-id", "PUB_KEY_ID_2");
    sides.accounts.change(changed);
    assertThat(sides.receive(sides.there.notice(PAYMENT)).attemptNo()).isEqualTo("at_1");
    sides.there.notices().use(TestWechatPay.API_V3_KEY, "PUB_KEY_ID_2");
    assertThat(sides.receive(sides.there.notice(PAYMENT)).attemptNo()).isEqualTo("at_1");
    sides.there.notices().use(TestWechatPay.API_V3_KEY, "PUB_KEY_ID_3");
    assertRefused(Reason.FORGED, sides.there.notice(PAYMENT));
    sides.there.notices().use(TestWechatPay.API_V3_KEY, TestWechatPay.PUBLIC_KEY_ID);
    sides.accounts.forgetPrevious();
    assertRefused(Reason.FORGED, sides.there.notice(PAYMENT));
  }

  @Test
  void settingsThatCannotBeUsedAreOursToMend() {
    Map<String, String> changed = new HashMap<>(sides.there.account());
    changed.put("public-key", "no key");
    sides.accounts.change(changed);
    sides.accounts.forgetPrevious();
    assertThatExceptionOfType(ChannelNotReadyException.class)
        .isThrownBy(() -> sides.receive(sides.there.notice(PAYMENT)));
  }

  @Test
  void aCallbackMakesNoCall() {
    sides.receive(sides.there.notice(PAYMENT));
    sides.receive(sides.there.notice(REFUND));
    assertThat(sides.there.calls()).isZero();
  }
}
