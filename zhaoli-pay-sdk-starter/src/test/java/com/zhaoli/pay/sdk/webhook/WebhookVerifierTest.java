package com.zhaoli.pay.sdk.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import com.zhaoli.pay.signing.WebhookSecret;
import com.zhaoli.pay.signing.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookVerifierTest {

  private static final long NOW = 1767225600;
  private static final WebhookSecret SECRET = WebhookSecret.generate(new SecureRandom());
  private static final String BODY =
      """
      {"id":"evt_1","type":"payment.succeeded","createdAt":"2026-01-01T00:00:00Z","version":1,
       "data":{"paymentNo":"pay_1","outTradeNo":"T1","status":"SUCCEEDED","amount":1,
       "channel":"WECHAT","method":"NATIVE","paidAt":"2026-01-01T00:00:00Z"}}\
      """;

  private static final String TEST_BODY =
      """
      {"id":"evt_1","type":"endpoint.test","createdAt":"2026-01-01T00:00:00Z","version":1,
       "data":{"endpointNo":"we_1"}}\
      """;

  private final WebhookVerifier verifier =
      new WebhookVerifier(
          List.of(SECRET.value()), Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));

  @Test
  void aSignedWebhookBecomesAnEvent() {
    WebhookEvent event = verify("evt_1", NOW, BODY);
    assertThat(event.type()).isEqualTo(WebhookEventType.PAYMENT_SUCCEEDED);
    assertThat(event.version()).isEqualTo(1);
    assertThat(event.data().outTradeNo()).isEqualTo("T1");
    assertThat(event.data().status()).isEqualTo(PaymentStatus.SUCCEEDED);
    assertThat(event.data().channel()).isEqualTo(PaymentChannel.WECHAT);
    assertThat(event.data().attach()).isNull();
  }

  @Test
  void aRefundIsToldWithItsFacts() {
    String body =
        BODY.replace("payment.succeeded", "refund.failed")
            .replace(
                "\"channel\":\"WECHAT\",",
                "\"refund\":{\"refundNo\":\"ref_1\",\"outRefundNo\":\"R1\",\"amount\":5,"
                    + "\"status\":\"FAILED\",\"failureCode\":\"NOT_ENOUGH\"},");
    WebhookEvent event = verify("evt_1", NOW, body);
    assertThat(event.type()).isEqualTo(WebhookEventType.REFUND_FAILED);
    assertThat(event.data().channel()).isNull();
    assertThat(event.data().refund())
        .isEqualTo(new WebhookEvent.RefundState("ref_1", "R1", 5, false, "NOT_ENOUGH", null));
  }

  @Test
  void aTypeThatIsNewIsNoError() {
    assertThat(verify("evt_1", NOW, BODY.replace("payment.succeeded", "payment.frozen")).type())
        .isEqualTo(WebhookEventType.UNKNOWN);
  }

  @Test
  void aWalletThatIsNewKeepsItsWord() {
    WebhookEvent event = verify("evt_1", NOW, BODY.replace("WECHAT", "UNIONPAY"));
    assertThat(event.data().channel()).isEqualTo(PaymentChannel.UNKNOWN);
    assertThat(event.data().channelWord()).isEqualTo("UNIONPAY");
  }

  @Test
  void theTestButtonsEventVerifiesThoughItHasNoPayment() {
    WebhookEvent event = verify("evt_1", NOW, TEST_BODY);
    assertThat(event.type()).isEqualTo(WebhookEventType.ENDPOINT_TEST);
    assertThat(event.payment()).isNull();
    assertThatThrownBy(event::data).hasMessageContaining("no payment");
  }

  @Test
  void aPaymentsEventWithoutItsPaymentIsRefused() {
    assertThatThrownBy(
            () -> verify("evt_1", NOW, TEST_BODY.replace("endpoint.test", "payment.closed")))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void aChangedBodyAnOldOneAndAMissingHeaderAreRefused() {
    Map<String, String> headers = headers("evt_1", NOW, BODY);
    assertRefused(headers, BODY.replace("\"amount\":1", "\"amount\":2"));
    assertRefused(headers("evt_1", NOW - 301, BODY), BODY);
    for (String name : headers.keySet()) {
      Map<String, String> fewer = new HashMap<>(headers);
      fewer.remove(name);
      assertRefused(fewer, BODY);
    }
  }

  @Test
  void aSignatureOverAnotherIdIsRefused() {
    assertThatThrownBy(() -> verify("evt_2", NOW, BODY))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void nothingIsParsedBeforeItIsVerified() {
    assertThatThrownBy(
            () ->
                verifier.verify(
                    Map.of(
                            "webhook-id", "evt_1",
                            "webhook-timestamp", Long.toString(NOW),
                            "webhook-signature", "v1,AAAA")
                        ::get,
                    "not json".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("SIGNATURE_MISMATCH");
    assertThatThrownBy(() -> verify("evt_1", NOW, "not json"))
        .hasMessageContaining("cannot be read");
  }

  @Test
  void duringARotationTheFormerSecretIsTaken() {
    WebhookSecret next = WebhookSecret.generate(new SecureRandom());
    WebhookVerifier both =
        new WebhookVerifier(
            List.of(next.value(), SECRET.value()),
            Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC));
    assertThat(
            both.verify(headers("evt_1", NOW, BODY)::get, BODY.getBytes(StandardCharsets.UTF_8))
                .id())
        .isEqualTo("evt_1");
  }

  private WebhookEvent verify(String id, long timestamp, String body) {
    return verifier.verify(
        headers(id, timestamp, body)::get, body.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(Map<String, String> headers, String body) {
    assertThatThrownBy(() -> verifier.verify(headers::get, body.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(WebhookVerificationException.class);
  }

  private static Map<String, String> headers(String id, long timestamp, String body) {
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(timestamp),
        "webhook-signature",
        WebhookSignature.sign(SECRET, id, timestamp, body.getBytes(StandardCharsets.UTF_8)));
  }
}
