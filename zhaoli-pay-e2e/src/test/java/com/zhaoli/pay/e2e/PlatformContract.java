package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpoint;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpointCreateRequest;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpointStatus;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpointUpdateRequest;
import com.zhaoli.pay.sdk.error.ZhaoliPayException;
import com.zhaoli.pay.sdk.key.AppKey;
import com.zhaoli.pay.sdk.key.KeyStatus;
import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import com.zhaoli.pay.sdk.refund.Refund;
import com.zhaoli.pay.sdk.refund.RefundCreateRequest;
import com.zhaoli.pay.sdk.refund.RefundStatus;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * What a merchant's program meets, through the starter's client: the same checks for the fake in
 * its tests and for the platform that the fake stands for. They leave nothing behind but payments.
 */
final class PlatformContract {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final ZhaoliPayClient client;
  private final Payer payer;

  /** Pays a code, as a wallet does. */
  @FunctionalInterface
  interface Payer {
    /** Returns when the wallet has the money. */
    void pay(Payment payment);
  }

  PlatformContract(ZhaoliPayClient client, Payer payer) {
    this.client = client;
    this.payer = payer;
  }

  /** The checks by name. */
  Stream<DynamicTest> checks() {
    return Stream.of(
        check("the keys are a merchant's", this::merchant),
        check("a new payment waits for its payer", this::newPayment),
        check("the payer of an aggregate code chooses", this::aggregate),
        check("pages have an address to go to", this::pages),
        check("equal requests make one payment, others a conflict", this::repeatedPayment),
        check("an Idempotency-Key is for one request", this::idempotencyKey),
        check("nothing is found under unknown numbers", this::unknownNumbers),
        check("an unpaid payment is closed, a paid one not", this::close),
        check("only barcodes are reversed", this::reverse),
        check("a paid payment knows its wallet's number", this::paid),
        check("an unpaid payment is not refunded", this::refundOfUnpaid),
        check("refunds end at what was paid", this::refunds),
        check("an endpoint lives from creation to deletion", this::endpoint),
        check("an endpoint's address is checked", this::endpointAddress),
        check("the default endpoint stays", this::defaultEndpoint),
        check("keys are listed without secrets, and the last one stays", this::keys));
  }

  private static DynamicTest check(String name, Executable check) {
    return DynamicTest.dynamicTest(name, check);
  }

  private void merchant() {
    assertThat(client.merchant().merchantNo()).startsWith("mch_");
    assertThat(client.merchant().status()).isEqualTo("APPROVED");
  }

  private void newPayment() {
    Payment alipay = client.payments().create(nativeOf(PaymentChannel.ALIPAY, 1_800).build());
    Payment wechat =
        client
            .payments()
            .create(
                nativeOf(PaymentChannel.WECHAT, 1_800)
                    .attach("table 7")
                    .storeId("s-1")
                    .terminalNo("t-1")
                    .expireSeconds(600)
                    .build());

    assertThat(alipay.paymentNo()).matches("pay_[0-9A-Za-z]{26}");
    assertThat(alipay.status()).isEqualTo(PaymentStatus.PAYING);
    assertThat(alipay.codeUrl()).startsWith("https://qr.alipay.com/");
    assertThat(alipay.payParams()).isEmpty();
    assertThat(alipay.cashierUrl()).endsWith("/cashier/" + alipay.payToken());
    assertThat(alipay.refundedAmount()).isZero();
    assertThat(alipay.paidAt()).isNull();
    assertThat(alipay.channelTradeNo()).isNull();
    assertThat(Duration.between(alipay.createdAt(), alipay.expiresAt()))
        .isBetween(Duration.ofSeconds(1_799), Duration.ofSeconds(1_801));
    assertThat(wechat.codeUrl()).startsWith("weixin://wxpay/bizpayurl?pr=");
    assertThat(wechat.attach()).isEqualTo("table 7");
    assertThat(wechat.storeId()).isEqualTo("s-1");
    assertThat(wechat.terminalNo()).isEqualTo("t-1");
    assertThat(client.payments().get(wechat.paymentNo())).isEqualTo(wechat);
    assertThat(client.payments().getByOutTradeNo(wechat.outTradeNo())).isEqualTo(wechat);
  }

  private void aggregate() {
    Payment payment =
        client
            .payments()
            .create(
                PaymentCreateRequest.builder()
                    .outTradeNo(newNo())
                    .amount(100)
                    .subject("Latte")
                    .method(PaymentMethod.AGGREGATE_QR)
                    .build());

    assertThat(payment.status()).isEqualTo(PaymentStatus.CREATED);
    assertThat(payment.channel()).isNull();
    assertThat(payment.codeUrl()).isEqualTo(payment.cashierUrl());
    assertThat(client.payments().close(payment.paymentNo()).status())
        .isEqualTo(PaymentStatus.CLOSED);
  }

  private void pages() {
    Payment page =
        client
            .payments()
            .create(nativeOf(PaymentChannel.ALIPAY, 100).method(PaymentMethod.PAGE).build());
    Payment phone =
        client
            .payments()
            .create(nativeOf(PaymentChannel.WECHAT, 100).method(PaymentMethod.WAP).build());

    assertThat(page.status()).isEqualTo(PaymentStatus.PAYING);
    assertThat(page.codeUrl()).isNull();
    assertThat(page.payParams()).containsKey("payUrl");
    assertThat(phone.status()).isEqualTo(PaymentStatus.CREATED);
    assertThat(phone.payParams()).containsEntry("payUrl", phone.cashierUrl());
  }

  private void repeatedPayment() {
    PaymentCreateRequest.Builder request = nativeOf(PaymentChannel.ALIPAY, 100);
    Payment first = client.payments().create(request.build());

    assertThat(client.payments().create(request.build()).paymentNo()).isEqualTo(first.paymentNo());
    assertRefused(
        () -> client.payments().create(request.amount(101).build()), 409, "OUT_TRADE_NO_CONFLICT");
  }

  private void idempotencyKey() {
    String key = UUID.randomUUID().toString();
    PaymentCreateRequest request = nativeOf(PaymentChannel.ALIPAY, 100).build();
    Payment first = client.payments().create(request, key);

    assertThat(client.payments().create(request, key)).isEqualTo(first);
    assertRefused(
        () -> client.payments().create(nativeOf(PaymentChannel.ALIPAY, 100).build(), key),
        409,
        "IDEMPOTENCY_KEY_REUSED");
  }

  private void unknownNumbers() {
    assertRefused(() -> client.payments().get("pay_none"), 404, "PAYMENT_NOT_FOUND");
    assertRefused(() -> client.payments().getByOutTradeNo(newNo()), 404, "PAYMENT_NOT_FOUND");
    assertRefused(() -> client.payments().getByOutTradeNo("not, a no"), 400, "REQUEST_INVALID");
    assertRefused(() -> client.payments().getByChannelTradeNo("0"), 404, "PAYMENT_NOT_FOUND");
    assertRefused(() -> client.payments().close("pay_none"), 404, "PAYMENT_NOT_FOUND");
    assertRefused(() -> client.refunds().get("ref_none"), 404, "REFUND_NOT_FOUND");
    assertRefused(() -> client.refunds().getByOutRefundNo(newNo()), 404, "REFUND_NOT_FOUND");
    assertRefused(() -> client.refunds().list("pay_none"), 404, "PAYMENT_NOT_FOUND");
    assertRefused(
        () -> client.refunds().create(refundOf("pay_none", newNo(), 1)), 404, "PAYMENT_NOT_FOUND");
    assertRefused(
        () -> client.webhookEndpoints().get("whe_none"), 404, "WEBHOOK_ENDPOINT_NOT_FOUND");
    assertRefused(() -> client.keys().revoke("key_999"), 404, "KEY_NOT_FOUND");
  }

  private void close() {
    Payment open = client.payments().create(nativeOf(PaymentChannel.ALIPAY, 100).build());
    Payment paid = aPaidPayment(100);

    assertThat(client.payments().close(open.paymentNo()).status()).isEqualTo(PaymentStatus.CLOSED);
    assertThat(client.payments().close(open.paymentNo()).status()).isEqualTo(PaymentStatus.CLOSED);
    assertRefused(() -> client.payments().close(paid.paymentNo()), 409, "PAYMENT_STATE_INVALID");
    assertRefused(
        () -> client.refunds().create(refundOf(open.paymentNo(), newNo(), 1)),
        409,
        "PAYMENT_STATE_INVALID");
  }

  private void reverse() {
    Payment open = client.payments().create(nativeOf(PaymentChannel.ALIPAY, 100).build());

    assertRefused(() -> client.payments().reverse(open.paymentNo()), 409, "PAYMENT_STATE_INVALID");
  }

  private void paid() {
    Payment paid = aPaidPayment(250);

    assertThat(paid.channelTradeNo()).isNotEmpty();
    assertThat(paid.paidAt()).isAfterOrEqualTo(paid.createdAt().minusSeconds(2));
    assertThat(paid.failureCode()).isNull();
    String channelTradeNo = String.valueOf(paid.channelTradeNo());
    assertThat(client.payments().getByChannelTradeNo(channelTradeNo)).isEqualTo(paid);
    assertThat(client.payments().sync(paid.paymentNo())).isEqualTo(paid);
    assertThat(client.payments().syncByOutTradeNo(paid.outTradeNo())).isEqualTo(paid);
  }

  private void refundOfUnpaid() {
    Payment open = client.payments().create(nativeOf(PaymentChannel.WECHAT, 100).build());

    assertRefused(
        () -> client.refunds().create(refundOf(open.paymentNo(), newNo(), 100)),
        409,
        "PAYMENT_STATE_INVALID");
  }

  private void refunds() {
    Payment paid = aPaidPayment(500);
    String outRefundNo = newNo();
    Refund first = client.refunds().create(refundOf(paid.paymentNo(), outRefundNo, 200));

    assertThat(first.refundNo()).matches("ref_[0-9A-Za-z]{26}");
    assertThat(first.status()).isIn(RefundStatus.PROCESSING, RefundStatus.SUCCEEDED);
    assertThat(first.reason()).isEqualTo("Cold");
    assertThat(client.refunds().create(refundOf(paid.paymentNo(), outRefundNo, 200)).refundNo())
        .isEqualTo(first.refundNo());
    assertRefused(
        () -> client.refunds().create(refundOf(paid.paymentNo(), outRefundNo, 201)),
        409,
        "OUT_REFUND_NO_CONFLICT");
    assertRefused(
        () -> client.refunds().create(refundOf(paid.paymentNo(), newNo(), 301)),
        422,
        "REFUND_AMOUNT_EXCEEDED");
    Refund rest = client.refunds().create(refundOf(paid.paymentNo(), newNo(), 300));
    assertRefused(
        () -> client.refunds().create(refundOf(paid.paymentNo(), newNo(), 1)),
        422,
        "REFUND_AMOUNT_EXCEEDED");
    assertThat(client.refunds().list(paid.paymentNo()).items())
        .extracting(Refund::refundNo)
        .containsExactly(first.refundNo(), rest.refundNo());
    assertThat(client.refunds().list(paid.paymentNo()).next()).isNull();
    assertThat(client.refunds().list(paid.paymentNo(), rest.refundNo()).items()).isEmpty();
    assertThat(client.refunds().getByOutRefundNo(outRefundNo).refundNo())
        .isEqualTo(first.refundNo());
    assertThat(client.refunds().get(rest.refundNo()).amount()).isEqualTo(300);
  }

  private void endpoint() {
    WebhookEndpoint made =
        client
            .webhookEndpoints()
            .create(
                WebhookEndpointCreateRequest.builder()
                    .url("https://shop.example.com/hook")
                    .description("books")
                    .eventTypes(
                        WebhookEventType.REFUND_SUCCEEDED, WebhookEventType.PAYMENT_SUCCEEDED)
                    .build());
    try {
      assertThat(made.secret()).startsWith("whsec_");
      assertThat(made.isDefault()).isFalse();
      assertThat(made.status()).isEqualTo(WebhookEndpointStatus.ACTIVE);
      assertThat(made.eventTypes())
          .containsExactly(WebhookEventType.PAYMENT_SUCCEEDED, WebhookEventType.REFUND_SUCCEEDED);
      assertThat(client.webhookEndpoints().get(made.endpointNo()).secret()).isNull();
      WebhookEndpoint paused =
          client
              .webhookEndpoints()
              .update(
                  made.endpointNo(),
                  WebhookEndpointUpdateRequest.builder()
                      .status(WebhookEndpointStatus.PAUSED)
                      .maxPerSecond(5)
                      .build());
      assertThat(paused.pauseReason()).isEqualTo("Paused by the merchant.");
      assertThat(paused.pausedAt()).isNotNull();
      assertThat(paused.maxPerSecond()).isEqualTo(5);
      assertThat(paused.description()).isEqualTo("books");
      WebhookEndpoint resumed =
          client
              .webhookEndpoints()
              .update(
                  made.endpointNo(),
                  WebhookEndpointUpdateRequest.builder()
                      .status(WebhookEndpointStatus.ACTIVE)
                      .maxPerSecond(0)
                      .description("")
                      .eventTypes()
                      .build());
      assertThat(resumed.pausedAt()).isNull();
      assertThat(resumed.maxPerSecond()).isNull();
      assertThat(resumed.description()).isNull();
      assertThat(resumed.eventTypes()).isEmpty();
      WebhookEndpoint rotated = client.webhookEndpoints().rotateSecret(made.endpointNo());
      assertThat(rotated.secret()).startsWith("whsec_").isNotEqualTo(made.secret());
      assertThat(rotated.previousSecretUntil()).isNotNull();
    } finally {
      client.webhookEndpoints().delete(made.endpointNo());
    }
    assertRefused(
        () -> client.webhookEndpoints().get(made.endpointNo()), 404, "WEBHOOK_ENDPOINT_NOT_FOUND");
  }

  private void endpointAddress() {
    for (String url :
        List.of(
            "ftp://shop.example.com/hook",
            "https://user:secret@shop.example.com/hook",
            "https://shop.example.com/hook#part")) {
      assertThatThrownBy(
              () ->
                  client
                      .webhookEndpoints()
                      .create(WebhookEndpointCreateRequest.builder().url(url).build()))
          .as(url)
          // The starter refuses by itself what it can tell.
          .isInstanceOfAny(IllegalArgumentException.class, ZhaoliPayException.class);
    }
  }

  private void defaultEndpoint() {
    WebhookEndpoint byDefault =
        client.webhookEndpoints().list().stream()
            .filter(WebhookEndpoint::isDefault)
            .findFirst()
            .orElseThrow();

    assertThat(byDefault.secret()).isNull();
    assertRefused(
        () -> client.webhookEndpoints().delete(byDefault.endpointNo()),
        409,
        "WEBHOOK_ENDPOINT_IS_DEFAULT");
  }

  private void keys() {
    List<AppKey> active =
        client.keys().list().stream().filter(key -> key.status() == KeyStatus.ACTIVE).toList();

    assertThat(active).isNotEmpty();
    if (active.size() == 1) {
      assertRefused(() -> client.keys().revoke(active.get(0).keyId()), 409, "KEY_IS_LAST");
    }
  }

  private Payment aPaidPayment(long fen) {
    Payment payment = client.payments().create(nativeOf(PaymentChannel.ALIPAY, fen).build());
    payer.pay(payment);
    return await()
        .atMost(PATIENCE)
        .until(
            () -> client.payments().get(payment.paymentNo()),
            read -> read.status() == PaymentStatus.SUCCEEDED);
  }

  private static PaymentCreateRequest.Builder nativeOf(PaymentChannel channel, long fen) {
    return PaymentCreateRequest.builder()
        .outTradeNo(newNo())
        .amount(fen)
        .subject("拿铁 Latte")
        .method(PaymentMethod.NATIVE)
        .channel(channel);
  }

  private static RefundCreateRequest refundOf(String paymentNo, String outRefundNo, long fen) {
    return RefundCreateRequest.builder()
        .paymentNo(paymentNo)
        .outRefundNo(outRefundNo)
        .amount(fen)
        .reason("Cold")
        .build();
  }

  private static String newNo() {
    return "C" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
  }

  private static void assertRefused(ThrowingCallable call, int status, String code) {
    ZhaoliPayException refusal = catchThrowableOfType(ZhaoliPayException.class, call);
    assertThat(refusal).as("is refused with %s", code).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.httpStatus()).isEqualTo(status);
    assertThat(refusal.requestId()).startsWith("req_");
  }
}
