package com.zhaoli.pay.sdk.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpoint;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpointCreateRequest;
import com.zhaoli.pay.sdk.error.AuthenticationException;
import com.zhaoli.pay.sdk.error.InvalidRequestException;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.error.RateLimitedException;
import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import com.zhaoli.pay.sdk.refund.Refund;
import com.zhaoli.pay.sdk.refund.RefundCreateRequest;
import com.zhaoli.pay.sdk.refund.RefundStatus;
import com.zhaoli.pay.sdk.terminal.TerminalConfiguration;
import com.zhaoli.pay.sdk.terminal.TerminalConfigureRequest;
import com.zhaoli.pay.sdk.terminal.TerminalMethod;
import com.zhaoli.pay.sdk.webhook.WebhookEvent;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import com.zhaoli.pay.sdk.webhook.WebhookVerifier;
import com.zhaoli.pay.signing.SigningHeaders;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FakeZhaoliPayTest {

  private final Shop shop = new Shop();
  private final FakeZhaoliPay fake = FakeZhaoliPay.start().webhooksTo(shop.url() + "/hook");
  private final ZhaoliPayClient client = fake.client();
  private final SignedCalls calls = new SignedCalls(fake);

  @AfterEach
  void close() {
    fake.close();
    shop.close();
  }

  // Signatures.

  @ParameterizedTest
  @CsvSource({
    "X-Zhaoli-App-Id, app_other, 401, SIGN_INVALID",
    "X-Zhaoli-App-Key, key_9, 401, SIGN_INVALID",
    "X-Zhaoli-Timestamp, 1, 401, TIMESTAMP_OUT_OF_WINDOW",
    "X-Zhaoli-Timestamp, 01, 400, SIGN_HEADER_INVALID",
    "X-Zhaoli-Nonce, fifteen-letters, 400, SIGN_HEADER_INVALID"
  })
  void aHeaderThatIsNotRightIsRefusedAsTheSpecSays(
      String name, String value, int status, String code) throws Exception {
    Map<String, String> headers =
        calls.headers("GET", "/openapi/v1/merchant", "", Map.of(name, value));

    assertRefused(calls.send("GET", "/openapi/v1/merchant", headers, ""), status, code);
  }

  @Test
  void anotherBodyThanTheSignedOneIsRefused() throws Exception {
    Map<String, String> headers = calls.headers("POST", "/openapi/v1/payments", "{}", Map.of());

    assertRefused(calls.send("POST", "/openapi/v1/payments", headers, "{ }"), 401, "SIGN_INVALID");
  }

  @Test
  void aRequestThatComesTwiceIsReplayed() throws Exception {
    Map<String, String> headers = calls.headers("GET", "/openapi/v1/merchant", "", Map.of());

    assertThat(calls.send("GET", "/openapi/v1/merchant", headers, "").statusCode()).isEqualTo(200);
    assertRefused(calls.send("GET", "/openapi/v1/merchant", headers, ""), 401, "NONCE_REPLAYED");
  }

  @Test
  void aMissingHeaderIsNamed() throws Exception {
    Map<String, String> headers =
        new LinkedHashMap<>(calls.headers("GET", "/openapi/v1/merchant", "", Map.of()));
    headers.remove(SigningHeaders.NONCE);

    HttpResponse<String> answer = calls.send("GET", "/openapi/v1/merchant", headers, "");

    assertRefused(answer, 400, "SIGN_HEADER_INVALID");
    assertThat(answer.body()).contains("\"X-Zhaoli-Nonce\":\"is missing\"");
  }

  @Test
  void theOlderSignTypeIsTakenToo() throws Exception {
    Map<String, String> headers =
        calls.headers(
            "GET", "/openapi/v1/keys?a=%c3%a4", "", Map.of(SigningHeaders.SIGN_TYPE, "MD5"));

    assertThat(calls.send("GET", "/openapi/v1/keys?a=%c3%a4", headers, "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void anEndedKeySignsNoMore() {
    client.keys().rotate(Duration.ZERO);

    assertThatThrownBy(client::merchant).isInstanceOf(AuthenticationException.class);
  }

  // Requests.

  @ParameterizedTest
  @CsvSource({
    "POST, /openapi/v1/payments, '', 400, REQUEST_BODY_MALFORMED",
    "POST, /openapi/v1/payments, 'no', 400, REQUEST_BODY_MALFORMED",
    "POST, /openapi/v1/payments, '{\"amount\":\"1\"}', 400, REQUEST_INVALID",
    "POST, /openapi/v1/payments, '{\"amount\":1.0}', 400, REQUEST_INVALID",
    "PUT, /openapi/v1/payments, '{}', 405, METHOD_NOT_ALLOWED",
    "GET, /openapi/v1/nothing, '', 404, NOT_FOUND",
    "GET, /openapi/v1/bills, '', 404, NOT_FOUND",
    "GET, /ops/v1/merchants, '', 404, NOT_FOUND"
  })
  void aWrongRequestIsRefusedWithThePlatformsCode(
      String method, String path, String body, int status, String code) throws Exception {
    assertRefused(calls.send(method, path, body), status, code);
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() throws Exception {
    HttpResponse<String> answer =
        calls.send("POST", "/openapi/v1/payments", "{\"amount\":0,\"method\":\"BARCODE\"}");

    assertRefused(answer, 400, "REQUEST_INVALID");
    assertThat(answer.body()).contains("amount", "outTradeNo", "subject", "authCode");
  }

  @Test
  void anotherContentTypeIsNotRead() throws Exception {
    Map<String, String> headers =
        calls.headers("POST", "/openapi/v1/payments", "{}", Map.of("Content-Type", "text/plain"));

    assertRefused(
        calls.send("POST", "/openapi/v1/payments", headers, "{}"), 415, "MEDIA_TYPE_UNSUPPORTED");
  }

  @Test
  void aRepeatedIdempotencyKeyIsAnsweredAsTheFirstTime() throws Exception {
    Map<String, String> key = Map.of(SigningHeaders.IDEMPOTENCY_KEY, "k-1");
    String body =
        "{\"outTradeNo\":\"T1\",\"amount\":1,\"subject\":\"s\",\"method\":\"AGGREGATE_QR\"}";
    String path = "/openapi/v1/payments";
    HttpResponse<String> first =
        calls.send("POST", path, calls.headers("POST", path, body, key), body);
    HttpResponse<String> again =
        calls.send("POST", path, calls.headers("POST", path, body, key), body);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
  }

  @Test
  void requestsAreKeptWithTheirAnswers() {
    create("T1");

    ReceivedRequest request = fake.requests(Operation.CREATE_PAYMENT).get(0);
    assertThat(request.json().text("outTradeNo")).isEqualTo("T1");
    assertThat(request.headers()).containsKey("idempotency-key");
    assertThat(request.status()).isEqualTo(201);
    assertThat(request).hasToString("POST /openapi/v1/payments -> 201");
  }

  // Payers and wallets.

  @Test
  void payingTellsTheShopBeforeItReturns() {
    Payment payment = create("T1");

    Webhook webhook = fake.pay("T1");

    assertThat(webhook.isTaken()).isTrue();
    assertThat(shop.paths).containsExactly("/hook");
    WebhookEvent event = shop.events.get(0);
    assertThat(event.id()).isEqualTo(webhook.id());
    assertThat(event.type()).isEqualTo(WebhookEventType.PAYMENT_SUCCEEDED);
    assertThat(event.data().paymentNo()).isEqualTo(payment.paymentNo());
    assertThat(event.data().status()).isEqualTo(PaymentStatus.SUCCEEDED);
    assertThat(client.payments().get(payment.paymentNo()).isPaid()).isTrue();
  }

  @Test
  void eachEndIsTold() {
    create("T1");
    create("T2");
    Payment closed = create("T3");

    fake.fail("T1", "NO_FUNDS");
    fake.expire("T2");
    client.payments().close(closed.paymentNo());
    fake.awaitWebhooks();

    assertThat(shop.events)
        .extracting(event -> event.type() + " " + event.data().status())
        .containsExactly("PAYMENT_FAILED FAILED", "PAYMENT_CLOSED CLOSED", "PAYMENT_CLOSED CLOSED");
    assertThat(client.payments().getByOutTradeNo("T1").failureCode()).isEqualTo("NO_FUNDS");
    assertThatThrownBy(() -> fake.pay("T2"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("T2 is CLOSED");
  }

  @Test
  void refundsAreDecidedByTheTestAndCountTheirMoney() {
    Payment payment = paid("T1", 500);
    refund(payment, "R1", 200);
    refund(payment, "R2", 300);

    fake.failRefund("R1", "NO_BALANCE");
    fake.succeedRefund("R2");
    refund(payment, "R3", 200);
    fake.succeedRefund("R3");

    assertThat(shop.events)
        .extracting(event -> event.version() + " " + event.type() + " " + event.data().status())
        .containsExactly(
            "1 PAYMENT_SUCCEEDED SUCCEEDED",
            "2 REFUND_FAILED SUCCEEDED",
            "3 REFUND_SUCCEEDED PARTIALLY_REFUNDED",
            "4 REFUND_SUCCEEDED REFUNDED");
    assertThat(client.refunds().getByOutRefundNo("R1").failureCode()).isEqualTo("NO_BALANCE");
    assertThat(client.payments().get(payment.paymentNo()).refundedAmount()).isEqualTo(500);
    assertThatThrownBy(() -> fake.succeedRefund("R1")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRefundMaySucceedInItsFirstAnswer() {
    fake.refundsSucceedAtOnce();

    assertThat(refund(paid("T1", 100), "R1", 100).status()).isEqualTo(RefundStatus.SUCCEEDED);
  }

  @Test
  void moneyThatNobodyHeardOfIsFoundBySync() {
    Payment payment = create("T1");
    fake.payUnnoticed("T1");
    assertThat(client.payments().get(payment.paymentNo()).status()).isEqualTo(PaymentStatus.PAYING);

    assertThat(client.payments().sync(payment.paymentNo()).status())
        .isEqualTo(PaymentStatus.SUCCEEDED);
  }

  @Test
  void lateMoneyGoesBackByItself() {
    create("T1");
    fake.expire("T1");

    fake.payLate("T1");

    WebhookEvent last = shop.events.get(1);
    assertThat(last.type()).isEqualTo(WebhookEventType.REFUND_SUCCEEDED);
    assertThat(last.data().status()).isEqualTo(PaymentStatus.CLOSED);
    assertThat(last.data().refund()).isNotNull();
    assertThat(String.valueOf(last.data().refund())).contains("outRefundNo=null");
  }

  @Test
  void aBarcodeIsPaidAtOnceOrWaitsOrIsDeclined() {
    assertThat(client.payments().create(barcode("T1")).status()).isEqualTo(PaymentStatus.SUCCEEDED);
    fake.barcodesWaitForThePayer();
    Payment waiting = client.payments().create(barcode("T2"));
    assertThat(waiting.status()).isEqualTo(PaymentStatus.PAYING);
    assertThat(client.payments().reverse(waiting.paymentNo()).status())
        .isEqualTo(PaymentStatus.REVERSED);
    fake.declineNextPayment("NOT_ENOUGH");
    assertThatThrownBy(() -> client.payments().create(barcode("T3")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("CHANNEL_DECLINED");
    assertThat(client.payments().getByOutTradeNo("T3").status()).isEqualTo(PaymentStatus.FAILED);
  }

  // Webhooks.

  @Test
  void webhooksMayComeInAnyOrderAndTwice() {
    Payment payment = create("T1");
    fake.withholdWebhooks();
    Webhook paid = fake.pay("T1");
    refund(payment, "R1", 1);
    Webhook refunded = fake.succeedRefund("R1");
    assertThat(shop.events).isEmpty();

    fake.deliver(refunded);
    fake.deliverTwice(paid);

    assertThat(shop.events)
        .extracting(WebhookEvent::id)
        .containsExactly(refunded.id(), paid.id(), paid.id());
    assertThat(fake.releaseWebhooks()).isEmpty();
  }

  @Test
  void whatWasWithheldIsReleasedInOrder() {
    fake.withholdWebhooks();
    create("T1");
    create("T2");
    Webhook first = fake.pay("T1");
    Webhook second = fake.pay("T2");

    assertThat(fake.releaseWebhooks()).containsExactly(first, second);
    assertThat(shop.events).extracting(WebhookEvent::id).containsExactly(first.id(), second.id());
  }

  @Test
  void whatIsNotOursIsRefusedByTheVerifier() {
    create("T1");
    fake.withholdWebhooks();
    Webhook webhook = fake.pay("T1");

    assertThat(
            Stream.of(
                fake.deliverTampered(webhook),
                fake.deliverForged(webhook),
                fake.deliverStale(webhook)))
        .extracting(Delivery::status)
        .containsOnly(401);
    assertThat(shop.events).isEmpty();
    assertThat(webhook.deliveries()).isEmpty();
  }

  @Test
  void aWebhookThatIsNotTakenSaysSoAndComesAgainWhenTheTestWantsIt() {
    shop.answer = 500;
    create("T1");
    Webhook webhook = fake.pay("T1");
    assertThat(webhook.isTaken()).isFalse();
    assertThat(webhook.deliveries()).extracting(Delivery::status).containsExactly(500);

    shop.answer = 204;
    fake.deliver(webhook);

    assertThat(webhook.isTaken()).isTrue();
  }

  @Test
  void anEndpointOfItsOwnSignsWithItsOwnSecretAndGetsWhatItWants() {
    WebhookEndpoint endpoint =
        client
            .webhookEndpoints()
            .create(
                WebhookEndpointCreateRequest.builder()
                    .url(shop.url() + "/refunds")
                    .eventTypes(WebhookEventType.REFUND_SUCCEEDED)
                    .build());
    assertThat(client.webhookEndpoints().test(endpoint.endpointNo()).httpStatus())
        .as("the shop knows the default endpoint's secret only")
        .isEqualTo(401);
    Payment payment = paid("T1", 100);
    refund(payment, "R1", 100);

    Webhook refunded = fake.succeedRefund("R1");

    assertThat(refunded.deliveries())
        .extracting(Delivery::url, Delivery::status)
        .containsExactly(tuple(shop.url() + "/hook", 204), tuple(shop.url() + "/refunds", 401));
  }

  @Test
  void aNotifyUrlIsCalledAtTheProgramUnderTestAndNowhereElse() {
    client.payments().create(aPayment("T1").notifyUrl("https://shop.example.com/a?b=c").build());
    client.payments().create(aPayment("T2").notifyUrl("https://shop.example.com/a?b=c").build());

    assertThat(fake.pay("T1").deliveries())
        .extracting(Delivery::problem)
        .containsExactly("not sent: a fake calls this machine only");
    fake.merchantAt(shop.url());
    assertThat(fake.pay("T2").isTaken()).isTrue();
    assertThat(shop.paths).containsExactly("/a?b=c");
  }

  @Test
  void anAddressForWebhooksElsewhereIsAnHttpsOne() throws Exception {
    String order =
        "{\"outTradeNo\":\"%s\",\"amount\":1,\"subject\":\"Latte\",\"method\":\"AGGREGATE_QR\","
            + "\"notifyUrl\":\"%s\",\"returnUrl\":\"http://shop.example.com/\"}";

    HttpResponse<String> refused =
        calls.send(
            "POST", "/openapi/v1/payments", order.formatted("T1", "http://shop.example.com/hook"));

    assertRefused(refused, 400, "REQUEST_INVALID");
    assertThat(refused.body()).contains("notifyUrl").doesNotContain("returnUrl");
    for (String fine : List.of("https://shop.example.com/hook", "http://127.0.0.1:8191/hook")) {
      String outTradeNo = "T" + fine.length();
      assertThat(
              calls
                  .send("POST", "/openapi/v1/payments", order.formatted(outTradeNo, fine))
                  .statusCode())
          .isEqualTo(201);
    }
  }

  @Test
  void anEleventhEndpointIsRefused() throws Exception {
    String endpoint = "{\"url\":\"https://shop.example.com/hook\"}";
    for (int i = 1; i < 10; i++) {
      assertThat(calls.send("POST", "/openapi/v1/webhook-endpoints", endpoint).statusCode())
          .isEqualTo(201);
    }

    assertRefused(
        calls.send("POST", "/openapi/v1/webhook-endpoints", endpoint),
        409,
        "WEBHOOK_ENDPOINT_LIMIT_REACHED");
  }

  @Test
  void aSignedWebhookCanBeHandedToAController() {
    create("T1");
    fake.withholdWebhooks();
    SignedWebhook signed = fake.sign(fake.pay("T1"));

    WebhookEvent event =
        new WebhookVerifier(List.of(FakeZhaoliPay.WEBHOOK_SECRET), Clock.systemUTC())
            .verify(signed.headers()::get, signed.body());

    assertThat(event.data().outTradeNo()).isEqualTo("T1");
  }

  // Faults.

  @ParameterizedTest
  @EnumSource(
      value = PlatformError.class,
      names = {"UPSTREAM_TIMEOUT", "INTERNAL_ERROR"})
  void aFailureOfThePlatformLeavesTheOutcomeOpen(PlatformError error) {
    fake.next(Operation.CREATE_PAYMENT, 3).isRefused(error);

    assertThatThrownBy(() -> create("T1")).isInstanceOf(OutcomeUnknownException.class);
    assertThat(fake.webhooksOf("T1")).isEmpty();
  }

  @Test
  void anAnswerThatGetsLostIsAskedForAgainAndOnePaymentIsMade() {
    fake.next(Operation.CREATE_PAYMENT).losesItsAnswer();

    Payment payment = create("T1");

    assertThat(fake.requests(Operation.CREATE_PAYMENT))
        .extracting(ReceivedRequest::status)
        .containsExactly(0, 201);
    assertThat(client.payments().getByOutTradeNo("T1").paymentNo()).isEqualTo(payment.paymentNo());
  }

  @Test
  void aRefundWhoseAnswersAllGetLostIsMadeAndUnknown() {
    Payment payment = paid("T1", 100);
    fake.next(Operation.CREATE_REFUND, 3).losesItsAnswer();

    assertThatThrownBy(() -> refund(payment, "R1", 100))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(client.refunds().getByOutRefundNo("R1").status()).isEqualTo(RefundStatus.PROCESSING);
  }

  @Test
  void aDroppedCallHasNoEffect() {
    fake.next(Operation.CREATE_PAYMENT, 3).isDropped();

    assertThatThrownBy(() -> create("T1")).isInstanceOf(OutcomeUnknownException.class);
    assertThatThrownBy(() -> fake.pay("T1")).hasMessage("there is no payment T1");
  }

  @Test
  void aRateLimitSaysWhenToComeBack() {
    fake.next(Operation.GET_MERCHANT).isRateLimited(Duration.ofSeconds(7));

    assertThatThrownBy(client::merchant)
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            limited -> assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    assertThat(client.merchant().status()).isEqualTo("APPROVED");
  }

  @Test
  void whatAnswersMayBeSomethingElse() {
    fake.next(Operation.GET_BILL)
        .answers(
            200,
            "{\"date\":\"2026-11-26\",\"items\":[],\"totals\":{\"paymentCount\":0,"
                + "\"paymentAmount\":0,\"refundCount\":0,\"refundAmount\":0,\"reversalCount\":0,"
                + "\"reversalAmount\":0,\"net\":0}}");

    assertThat(client.bills().get(LocalDate.of(2026, 11, 26)).entries().items()).isEmpty();
  }

  @Test
  void aHangingCallEndsWithTheFakeAtTheLatest() throws Exception {
    fake.next(Operation.GET_MERCHANT).hangs();
    Thread caller =
        new Thread(
            () ->
                assertThatThrownBy(() -> calls.send("GET", "/openapi/v1/merchant", ""))
                    .isInstanceOf(IOException.class));
    caller.start();
    await().until(() -> fake.requests(Operation.GET_MERCHANT).size() == 1);

    long beganNanos = System.nanoTime();
    fake.close();
    caller.join();

    assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(Duration.ofSeconds(30));
  }

  // Terminals.

  @Test
  void aTerminalIsConfiguredAndConfirmsIt() {
    TerminalConfiguration untouched = client.terminals().configuration("trm_1");
    TerminalConfiguration set =
        client
            .terminals()
            .configure(
                "trm_1",
                TerminalConfigureRequest.builder(untouched.settings())
                    .receiptHeader(List.of("店", "店", "A"))
                    .methods(List.of(TerminalMethod.QR, TerminalMethod.BARCODE))
                    .build());

    assertThat(untouched.version()).isZero();
    assertThat(untouched.settings().receiptColumns()).isEqualTo(32);
    assertThat(set.version()).isEqualTo(1);
    assertThat(set.isConfirmed()).isFalse();
    assertThat(set.settings().receiptHeader()).containsExactly("店", "店", "A");
    assertThat(set.settings().methods())
        .as("in the platform's order")
        .containsExactly(TerminalMethod.BARCODE, TerminalMethod.QR);
    fake.confirmConfiguration("trm_1");
    assertThat(client.terminals().configuration("trm_1").isConfirmed()).isTrue();
    assertThat(client.terminals().configuration("trm_2").version()).isZero();
    fake.reset();
    assertThat(client.terminals().configuration("trm_1")).isEqualTo(untouched);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "receiptColumns; 40",
        "heartbeatSeconds; 29",
        "qrExpireSeconds; 7201",
        "methods; []",
        "methods; [\"CASH\"]",
        "receiptHeader; [\"\"]",
        "receiptFooter; [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]",
        "receiptFooter; [1]"
      })
  void aSettingThatNoTerminalCanHaveIsRefusedByItsName(String name, String value) throws Exception {
    HttpResponse<String> answer =
        calls.send(
            "PUT", "/openapi/v1/terminals/trm_1/configuration", "{\"" + name + "\":" + value + "}");

    assertRefused(answer, 400, "REQUEST_INVALID");
    assertThat(answer.body()).contains("\"" + name + "\":");
    assertThat(client.terminals().configuration("trm_1").version()).isZero();
  }

  // Reset.

  @Test
  void aResetForgetsAllAndNoNumberComesTwice() {
    String before = create("T1").paymentNo();
    client.keys().rotate();
    fake.withholdWebhooks();
    String event = fake.pay("T1").id();
    fake.next(Operation.CREATE_PAYMENT).isRefused(PlatformError.INTERNAL_ERROR);

    fake.reset();

    assertThat(fake.requests()).isEmpty();
    assertThat(fake.webhooks()).isEmpty();
    assertThat(create("T1").paymentNo()).isNotEqualTo(before);
    assertThat(client.keys().list()).hasSize(1);
    Webhook webhook = fake.pay("T1");
    assertThat(webhook.id()).isNotEqualTo(event);
    assertThat(webhook.isTaken()).isTrue();
  }

  @Test
  void itsThreadsDoNotKeepAProgramAlive() {
    create("T1");
    fake.pay("T1");

    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("fake-zhaoli-pay"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  private Payment create(String outTradeNo) {
    return client.payments().create(aPayment(outTradeNo).build());
  }

  private Payment paid(String outTradeNo, long fen) {
    Payment payment = client.payments().create(aPayment(outTradeNo).amount(fen).build());
    fake.pay(outTradeNo);
    return payment;
  }

  private Refund refund(Payment payment, String outRefundNo, long fen) {
    return client
        .refunds()
        .create(
            RefundCreateRequest.builder()
                .paymentNo(payment.paymentNo())
                .outRefundNo(outRefundNo)
                .amount(fen)
                .build());
  }

  private static PaymentCreateRequest.Builder aPayment(String outTradeNo) {
    return PaymentCreateRequest.builder()
        .outTradeNo(outTradeNo)
        .amount(100)
        .subject("Latte")
        .method(PaymentMethod.NATIVE)
        .channel(PaymentChannel.WECHAT);
  }

  private static PaymentCreateRequest barcode(String outTradeNo) {
    return PaymentCreateRequest.builder()
        .outTradeNo(outTradeNo)
        .amount(100)
        .subject("Latte")
        .method(PaymentMethod.BARCODE)
        .authCode("134567890123456789")
        .build();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }
}
