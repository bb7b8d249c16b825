package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.sdk.bill.Bill;
import com.zhaoli.pay.sdk.bill.BillEntryType;
import com.zhaoli.pay.sdk.bill.BillTotals;
import com.zhaoli.pay.sdk.cashier.Cashier;
import com.zhaoli.pay.sdk.cashier.CashierCreateRequest;
import com.zhaoli.pay.sdk.cashier.CashierRole;
import com.zhaoli.pay.sdk.cashier.CashierStatus;
import com.zhaoli.pay.sdk.cashier.CashierUpdateRequest;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpoint;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpointCreateRequest;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpointStatus;
import com.zhaoli.pay.sdk.endpoint.WebhookEndpointUpdateRequest;
import com.zhaoli.pay.sdk.endpoint.WebhookReplay;
import com.zhaoli.pay.sdk.endpoint.WebhookReplayRequest;
import com.zhaoli.pay.sdk.endpoint.WebhookReplayStatus;
import com.zhaoli.pay.sdk.endpoint.WebhookTestResult;
import com.zhaoli.pay.sdk.error.OutcomeUnknownException;
import com.zhaoli.pay.sdk.key.KeyStatus;
import com.zhaoli.pay.sdk.key.NewAppKey;
import com.zhaoli.pay.sdk.notification.Delivery;
import com.zhaoli.pay.sdk.notification.Notification;
import com.zhaoli.pay.sdk.notification.NotificationFilter;
import com.zhaoli.pay.sdk.notification.NotificationStatus;
import com.zhaoli.pay.sdk.notification.NotificationTarget;
import com.zhaoli.pay.sdk.page.Page;
import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.receiver.InvitationStatus;
import com.zhaoli.pay.sdk.receiver.InvitedReceiver;
import com.zhaoli.pay.sdk.receiver.Receiver;
import com.zhaoli.pay.sdk.receiver.ReceiverCreateRequest;
import com.zhaoli.pay.sdk.receiver.ReceiverInvitation;
import com.zhaoli.pay.sdk.receiver.ReceiverRole;
import com.zhaoli.pay.sdk.receiver.ReceiverUpdateRequest;
import com.zhaoli.pay.sdk.refund.Refund;
import com.zhaoli.pay.sdk.refund.RefundCreateRequest;
import com.zhaoli.pay.sdk.refund.RefundStatus;
import com.zhaoli.pay.sdk.store.PosterFormat;
import com.zhaoli.pay.sdk.store.PosterSize;
import com.zhaoli.pay.sdk.store.Store;
import com.zhaoli.pay.sdk.store.StoreCreateRequest;
import com.zhaoli.pay.sdk.store.StoreStatus;
import com.zhaoli.pay.sdk.store.StoreUpdateRequest;
import com.zhaoli.pay.sdk.terminal.ActivationCode;
import com.zhaoli.pay.sdk.terminal.Terminal;
import com.zhaoli.pay.sdk.terminal.TerminalConfiguration;
import com.zhaoli.pay.sdk.terminal.TerminalConfigureRequest;
import com.zhaoli.pay.sdk.terminal.TerminalHealth;
import com.zhaoli.pay.sdk.terminal.TerminalMethod;
import com.zhaoli.pay.sdk.terminal.TerminalStatus;
import com.zhaoli.pay.sdk.webhook.WebhookEventType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each call as it leaves and its answer as the platform writes it. */
class OperationsTest {

  private static final String PAYMENT =
      """
      {"paymentNo":"pay_1","outTradeNo":"T1","amount":12800,"subject":"s","method":"JSAPI",
       "channel":"WECHAT","status":"PARTIALLY_REFUNDED","payToken":"tok_1",
       "cashierUrl":"https://pay.example/cashier/tok_1",
       "payParams":{"appId":"wx1","timeStamp":"1767225600","paySign":"abc"},"refundedAmount":800,
       "createdAt":"2026-01-01T00:00:00Z","expiresAt":"2026-01-01T00:30:00Z",
       "paidAt":"2026-01-01T00:01:00Z","channelTradeNo":"4200","storeId":"S1","terminalNo":"t-1"}""";

  private static final String REFUND =
      """
      {"refundNo":"ref_1","paymentNo":"pay_1","outRefundNo":"R1","status":"PROCESSING",
       "amount":800,"reason":"太甜","createdAt":"2026-01-01T00:02:00Z"}""";

  private static final String STORE =
      """
      {"storeCode":"7K3M9Q2T","storeId":"S1","name":"人民广场店","status":"OPEN",
       "url":"https://pay.example/q/7K3M9Q2T","createdAt":"2026-01-01T00:00:00Z"}""";

  private static final String ENDPOINT =
      """
      {"endpointNo":"whe_1","url":"https://shop.example/hooks","eventTypes":["payment.succeeded",
       "payment.frozen"],"maxPerSecond":20,"isDefault":false,"status":"PAUSED",
       "pausedAt":"2026-01-02T00:00:00Z","pauseReason":"FAILING",
       "createdAt":"2026-01-01T00:00:00Z"%s}""";

  private static final String REPLAY =
      """
      {"replayNo":"rep_1","endpointNo":"whe_1","since":"2026-01-01T00:00:00Z",
       "until":"2026-01-02T00:00:00Z","onlyFailed":true,"status":"RUNNING","replayed":7,
       "createdAt":"2026-01-02T00:00:00Z"}""";

  private static final String NOTIFICATION =
      """
      {"notificationNo":"ntf_1","paymentNo":"pay_1","eventId":"evt_1","deliverySeq":2,
       "type":"payment.succeeded","target":"WEBHOOK","targetNo":"whe_1","status":"LONG_TAIL",
       "attempts":5,"lastHttpStatus":500,"lastError":"HTTP 500",
       "nextAttemptAt":"2026-01-01T00:05:00Z","createdAt":"2026-01-01T00:00:00Z",
       "updatedAt":"2026-01-01T00:01:00Z"}""";

  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

  private final Gateway gateway = new Gateway();
  private final ZhaoliPayClient zhaoliPay =
      ZhaoliPayClient.create(
          ZhaoliPayClientTest.properties(gateway.url(), "HMAC-SHA256", null),
          Clock.systemUTC(),
          time -> {});

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aPaymentTellsWhatTheBrowserNeedsAndWhatWentBack() {
    gateway.answers(200, PAYMENT);

    Payment payment = zhaoliPay.payments().getByChannelTradeNo("42/00");

    assertThat(calls()).containsExactly("GET /openapi/v1/payments?channelTradeNo=42%2F00");
    assertThat(payment.payParams()).containsEntry("paySign", "abc").hasSize(3);
    assertThat(payment.refundedAmount()).isEqualTo(800);
    assertThat(payment.storeId()).isEqualTo("S1");
    assertThat(payment.terminalNo()).isEqualTo("t-1");
  }

  @Test
  void aPaymentIsEndedAndSyncedByEachNumber() {
    gateway.answers(200, PAYMENT);
    zhaoliPay.payments().close("pay_1");
    zhaoliPay.payments().reverse("pay_1");
    zhaoliPay.payments().syncByOutTradeNo("T1");
    zhaoliPay.payments().syncByChannelTradeNo("4200");
    assertThat(calls())
        .containsExactly(
            "POST /openapi/v1/payments/pay_1/close",
            "POST /openapi/v1/payments/pay_1/reverse",
            "POST /openapi/v1/payments/sync?outTradeNo=T1",
            "POST /openapi/v1/payments/sync?channelTradeNo=4200");
  }

  @Test
  void theCallersIdempotencyKeyIsTheOneThatLeaves() {
    gateway.answers(502, "").answers(201, PAYMENT);
    zhaoliPay
        .payments()
        .create(
            PaymentCreateRequest.builder()
                .outTradeNo("T1")
                .amount(1)
                .subject("s")
                .method(PaymentMethod.AGGREGATE_QR)
                .build(),
            "order-1");
    assertThat(gateway.calls)
        .hasSize(2)
        .allSatisfy(call -> assertThat(call.header("Idempotency-Key")).isEqualTo("order-1"));
  }

  @Test
  void aRefundIsCreatedAndFound() {
    gateway.answers(201, REFUND);
    RefundCreateRequest request =
        RefundCreateRequest.builder()
            .paymentNo("pay_1")
            .outRefundNo("R1")
            .amount(800)
            .reason("太甜")
            .build();

    Refund refund = zhaoliPay.refunds().create(request);
    zhaoliPay.refunds().create(request, "refund-1");
    zhaoliPay.refunds().get("ref_1");
    zhaoliPay.refunds().getByOutRefundNo("R*1");

    assertThat(refund.status()).isEqualTo(RefundStatus.PROCESSING);
    assertThat(refund.refundedAt()).isNull();
    assertThat(calls())
        .containsExactly(
            "POST /openapi/v1/refunds",
            "POST /openapi/v1/refunds",
            "GET /openapi/v1/refunds/ref_1",
            "GET /openapi/v1/refunds?outRefundNo=R%2A1");
    assertThat(body(0))
        .isEqualTo(
            "{\"paymentNo\":\"pay_1\",\"outRefundNo\":\"R1\",\"amount\":800,\"reason\":\"太甜\"}");
    assertThat(gateway.calls.get(0).header("Idempotency-Key")).hasSize(36);
    assertThat(gateway.calls.get(1).header("Idempotency-Key")).isEqualTo("refund-1");
  }

  @Test
  void aPaymentsRefundsComeInPages() {
    gateway
        .answers(200, "{\"refunds\":[" + REFUND + "],\"next\":\"ref_1\"}")
        .answers(200, "{\"refunds\":[]}");
    Page<Refund> first = zhaoliPay.refunds().list("pay_1");
    assertThat(first.items()).extracting(Refund::outRefundNo).containsExactly("R1");
    assertThat(first.next()).isEqualTo("ref_1");
    assertThat(zhaoliPay.refunds().list("pay_1", "ref_1").next()).isNull();
    assertThat(calls())
        .containsExactly(
            "GET /openapi/v1/refunds?paymentNo=pay_1",
            "GET /openapi/v1/refunds?paymentNo=pay_1&after=ref_1");
  }

  @Test
  void aDaysStatementHasItsTotalsOnTheFirstPage() {
    gateway
        .answers(
            200,
            """
            {"date":"2026-01-01","totals":{"paymentCount":1,"paymentAmount":12800,
             "reversalCount":0,"reversalAmount":0,"refundCount":1,"refundAmount":800,"net":12000},
             "items":[{"type":"PAYMENT","at":"2026-01-01T00:01:00Z","paymentNo":"pay_1",
             "outTradeNo":"T1","subject":"s","channel":"VOUCHER","channelNo":"4200",
             "amount":12800},{"type":"FEE","at":"2026-01-01T00:02:00Z","paymentNo":"pay_1",
             "outTradeNo":"T1","subject":"s","channel":"ALIPAY","amount":1}],"next":"a b"}""")
        .answers(200, "{\"date\":\"2026-01-01\",\"items\":[]}");

    Bill bill = zhaoliPay.bills().get(DAY);

    assertThat(bill.totals()).isEqualTo(new BillTotals(1, 12800, 0, 0, 1, 800, 12000));
    assertThat(bill.entries().items())
        .extracting(entry -> entry.type() + " " + entry.channel())
        .containsExactly("PAYMENT VOUCHER", BillEntryType.UNKNOWN + " ALIPAY");
    Bill second = zhaoliPay.bills().get(DAY, "a b");
    assertThat(second.totals()).isNull();
    assertThat(second.entries().next()).isNull();
    assertThat(calls())
        .containsExactly(
            "GET /openapi/v1/bills?date=2026-01-01",
            "GET /openapi/v1/bills?date=2026-01-01&after=a%20b");
  }

  @Test
  void aStatementsFileIsWrittenAsItComes() throws IOException {
    String file = "\uFEFF\"type\"\r\n" + "\"PAYMENT\"\r\n".repeat(5_000) + "\"NET\",\"1.00\"\r\n";
    gateway.answers(200, file, "Content-Type", "text/csv");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    zhaoliPay.bills().csv(DAY, out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(file);
    assertThat(calls()).containsExactly("GET /openapi/v1/bills?date=2026-01-01&format=csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"type\"\r\n\"PAYMENT\"\r\n", "\"type\"\r\n\"NET\",\"1.0"})
  void aStatementsFileWithoutItsLastLineIsNotTakenForWhole(String file) {
    gateway.answers(200, file, "Content-Type", "text/csv");
    assertThatThrownBy(() -> zhaoliPay.bills().csv(DAY, OutputStream.nullOutputStream()))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("broke off");
  }

  @Test
  void aFullDiskIsToldAsItIs() {
    gateway.answers(200, "\"NET\",\"1.00\"\r\n");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    assertThatThrownBy(() -> zhaoliPay.bills().csv(DAY, full))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
  }

  @Test
  void aStoreIsKept() {
    gateway.answers(201, STORE);
    Store store =
        zhaoliPay.stores().create(StoreCreateRequest.builder().name("人民广场店").storeId("S1").build());
    zhaoliPay.stores().get("7K3M9Q2T");
    zhaoliPay
        .stores()
        .update("7K3M9Q2T", StoreUpdateRequest.builder().status(StoreStatus.CLOSED).build());

    assertThat(store.url()).isEqualTo("https://pay.example/q/7K3M9Q2T");
    assertThat(store.status()).isEqualTo(StoreStatus.OPEN);
    assertThat(calls())
        .containsExactly(
            "POST /openapi/v1/stores",
            "GET /openapi/v1/stores/7K3M9Q2T",
            "PATCH /openapi/v1/stores/7K3M9Q2T");
    assertThat(body(0)).isEqualTo("{\"name\":\"人民广场店\",\"storeId\":\"S1\"}");
    assertThat(body(2)).isEqualTo("{\"status\":\"CLOSED\"}");
  }

  @Test
  void storesComeInPagesAndTheirPosterAsAFile() {
    gateway
        .answers(200, "{\"items\":[" + STORE + "],\"next\":\"sto_1\"}")
        .answers(200, "{\"items\":[]}")
        .answers(200, "%PDF-1.7", "Content-Type", "application/pdf");
    assertThat(zhaoliPay.stores().list().next()).isEqualTo("sto_1");
    assertThat(zhaoliPay.stores().list("sto_1").items()).isEmpty();
    assertThat(zhaoliPay.stores().poster("7K3M9Q2T", PosterFormat.PDF, PosterSize.A5))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("%PDF-1.7");
    assertThat(calls())
        .containsExactly(
            "GET /openapi/v1/stores",
            "GET /openapi/v1/stores?after=sto_1",
            "GET /openapi/v1/stores/7K3M9Q2T/poster?format=pdf&size=a5");
  }

  @Test
  void anEndpointShowsItsSecretOnceAndNeverInALog() {
    gateway
        .answers(201, ENDPOINT.formatted(",\"secret\":\"whsec_1\""))
        .answers(200, ENDPOINT.formatted(""));

    WebhookEndpoint endpoint =
        zhaoliPay
            .webhookEndpoints()
            .create(
                WebhookEndpointCreateRequest.builder()
                    .url("https://shop.example/hooks")
                    .eventTypes(WebhookEventType.REFUND_FAILED, WebhookEventType.PAYMENT_SUCCEEDED)
                    .maxPerSecond(20)
                    .build());

    assertThat(endpoint.secret()).isEqualTo("whsec_1");
    assertThat(endpoint.toString()).contains("whe_1").doesNotContain("whsec_1");
    assertThat(endpoint.status()).isEqualTo(WebhookEndpointStatus.PAUSED);
    assertThat(endpoint.maxPerSecond()).isEqualTo(20);
    assertThat(endpoint.eventTypes())
        .containsExactly(WebhookEventType.PAYMENT_SUCCEEDED, WebhookEventType.UNKNOWN);
    assertThat(body(0))
        .isEqualTo(
            "{\"url\":\"https://shop.example/hooks\",\"eventTypes\":[\"payment.succeeded\","
                + "\"refund.failed\"],\"maxPerSecond\":20}");
    assertThat(zhaoliPay.webhookEndpoints().get("whe_1").secret()).isNull();
  }

  @Test
  void anEndpointIsChangedRotatedTestedAndDeleted() {
    gateway
        .answers(200, "{\"items\":[" + ENDPOINT.formatted("") + "]}")
        .answers(200, ENDPOINT.formatted(""))
        .answers(200, ENDPOINT.formatted(",\"secret\":\"whsec_2\""))
        .answers(200, ENDPOINT.formatted(",\"secret\":\"whsec_3\""))
        .answers(
            200,
            "{\"eventId\":\"evt_1\",\"delivered\":false,\"httpStatus\":500,\"problem\":\"The"
                + " server answered 500.\",\"tookMillis\":12}")
        .answers(204, "");

    assertThat(zhaoliPay.webhookEndpoints().list()).hasSize(1);
    zhaoliPay
        .webhookEndpoints()
        .update(
            "whe_1",
            WebhookEndpointUpdateRequest.builder()
                .eventTypes()
                .maxPerSecond(0)
                .status(WebhookEndpointStatus.ACTIVE)
                .build());
    zhaoliPay.webhookEndpoints().rotateSecret("whe_1");
    assertThat(zhaoliPay.webhookEndpoints().rotateSecret("whe_1", Duration.ofHours(1)).secret())
        .isEqualTo("whsec_3");
    WebhookTestResult test = zhaoliPay.webhookEndpoints().test("whe_1");
    zhaoliPay.webhookEndpoints().delete("whe_1");

    assertThat(test)
        .isEqualTo(
            new WebhookTestResult(
                "evt_1", false, 500, "The server answered 500.", Duration.ofMillis(12)));
    assertThat(calls())
        .containsExactly(
            "GET /openapi/v1/webhook-endpoints",
            "PATCH /openapi/v1/webhook-endpoints/whe_1",
            "POST /openapi/v1/webhook-endpoints/whe_1/rotate-secret",
            "POST /openapi/v1/webhook-endpoints/whe_1/rotate-secret",
            "POST /openapi/v1/webhook-endpoints/whe_1/test",
            "DELETE /openapi/v1/webhook-endpoints/whe_1");
    assertThat(body(1)).isEqualTo("{\"eventTypes\":[],\"maxPerSecond\":0,\"status\":\"ACTIVE\"}");
    assertThat(body(3)).isEqualTo("{\"overlapSeconds\":3600}");
    assertThatThrownBy(() -> zhaoliPay.webhookEndpoints().rotateSecret("whe_1", Duration.ofDays(8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReplayIsOrderedWatchedAndEnded() {
    gateway
        .answers(202, REPLAY)
        .answers(200, REPLAY)
        .answers(200, "{\"items\":[" + REPLAY + "]}")
        .answers(200, REPLAY.replace("RUNNING", "CANCELLED"));

    WebhookReplay replay =
        zhaoliPay
            .webhookEndpoints()
            .replay(
                "whe_1",
                WebhookReplayRequest.builder()
                    .since(Instant.parse("2026-01-01T00:00:00Z"))
                    .onlyFailed(false)
                    .build());

    assertThat(replay.replayed()).isEqualTo(7);
    assertThat(zhaoliPay.webhookEndpoints().getReplay("whe_1", "rep_1").status())
        .isEqualTo(WebhookReplayStatus.RUNNING);
    assertThat(zhaoliPay.webhookEndpoints().listReplays("whe_1")).hasSize(1);
    assertThat(zhaoliPay.webhookEndpoints().cancelReplay("whe_1", "rep_1").status())
        .isEqualTo(WebhookReplayStatus.CANCELLED);
    assertThat(body(0)).isEqualTo("{\"since\":\"2026-01-01T00:00:00Z\",\"onlyFailed\":false}");
    assertThat(calls())
        .containsExactly(
            "POST /openapi/v1/webhook-endpoints/whe_1/replays",
            "GET /openapi/v1/webhook-endpoints/whe_1/replays/rep_1",
            "GET /openapi/v1/webhook-endpoints/whe_1/replays",
            "DELETE /openapi/v1/webhook-endpoints/whe_1/replays/rep_1");
  }

  @Test
  void whatBecameOfAnEventIsFound() {
    gateway
        .answers(200, "{\"items\":[" + NOTIFICATION + "]}")
        .answers(200, "{\"items\":[],\"next\":\"ntf_1\"}")
        .answers(200, "{\"items\":[" + NOTIFICATION + "]}")
        .answers(
            200,
            "{\"notification\":"
                + NOTIFICATION
                + ",\"attempts\":[{\"beganAt\":\"2026-01-01T00:00:01Z\",\"tookMillis\":1500,"
                + "\"result\":\"FAILED\",\"address\":\"https://shop.example/hooks\","
                + "\"httpStatus\":500,\"response\":\"oops\"}]}")
        .answers(202, NOTIFICATION.replace("LONG_TAIL", "BUFFERED").replace("WEBHOOK", "SMS"));
    NotificationFilter filter =
        NotificationFilter.builder()
            .paymentNo("pay_1")
            .targetNo("whe_1")
            .status(NotificationStatus.DEAD)
            .build();

    assertThat(zhaoliPay.notifications().ofPayment("pay_1"))
        .extracting(Notification::deliverySeq)
        .containsExactly(2);
    assertThat(zhaoliPay.notifications().list(filter).next()).isEqualTo("ntf_1");
    assertThat(zhaoliPay.notifications().list(filter, "ntf_1").items())
        .extracting(Notification::status)
        .containsExactly(NotificationStatus.LONG_TAIL);
    Delivery delivery = zhaoliPay.notifications().get("ntf_1");
    assertThat(delivery.attempts())
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.took()).isEqualTo(Duration.ofMillis(1500)));
    Notification later = zhaoliPay.notifications().redeliver("ntf_1");
    assertThat(later.status()).isEqualTo(NotificationStatus.UNKNOWN);
    assertThat(later.target()).isEqualTo(NotificationTarget.UNKNOWN);
    assertThat(calls())
        .containsExactly(
            "GET /openapi/v1/notifications?limit=200&paymentNo=pay_1",
            "GET /openapi/v1/notifications?limit=50&paymentNo=pay_1&targetNo=whe_1&status=DEAD",
            "GET /openapi/v1/notifications?limit=50&paymentNo=pay_1&targetNo=whe_1&status=DEAD"
                + "&after=ntf_1",
            "GET /openapi/v1/notifications/ntf_1",
            "POST /openapi/v1/notifications/ntf_1/redeliver");
  }

  @Test
  void aKeyIsRotatedAndItsSecretNeverInALog() {
    gateway
        .answers(
            200,
            "{\"items\":[{\"keyId\":\"key_2\",\"status\":\"ACTIVE\","
                + "\"createdAt\":\"2026-01-01T00:00:00Z\"},{\"keyId\":\"key_1\","
                + "\"status\":\"LOST\",\"createdAt\":\"2025-01-01T00:00:00Z\","
                + "\"expiresAt\":\"2026-01-02T00:00:00Z\"}]}")
        .answers(
            201,
            "{\"appId\":\"app_1\",\"keyId\":\"key_3\",\"appSecret\":\"sk_3\","
                + "\"createdAt\":\"2026-01-01T00:00:00Z\","
                + "\"replacedKeysEndAt\":\"2026-01-01T01:00:00Z\"}")
        .answers(204, "");

    assertThat(zhaoliPay.keys().list())
        .extracting(key -> key.keyId() + " " + key.status())
        .containsExactly("key_2 ACTIVE", "key_1 " + KeyStatus.UNKNOWN);
    NewAppKey key = zhaoliPay.keys().rotate(Duration.ofHours(1));
    zhaoliPay.keys().revoke("key_2");

    assertThat(key.appSecret()).isEqualTo("sk_3");
    assertThat(key.toString()).contains("key_3").doesNotContain("sk_3");
    assertThat(body(1)).isEqualTo("{\"overlapSeconds\":3600}");
    assertThat(calls())
        .containsExactly(
            "GET /openapi/v1/keys", "POST /openapi/v1/keys", "DELETE /openapi/v1/keys/key_2");
  }

  @Test
  void peopleAreInvitedAndTheirReceiversListedChangedAndRemoved() {
    String receiver =
        "{\"receiverNo\":\"rcv_1\",\"role\":\"FINANCE\",\"label\":\"会计\",\"bound\":false,"
            + "\"createdAt\":\"2026-01-01T00:00:00Z\"}";
    String invitation =
        "{\"invitationNo\":\"inv_1\",\"receiverNo\":\"rcv_1\",\"status\":\"OPEN\","
            + "\"qrUrl\":\"http://weixin.qq.com/q/1\",\"ticket\":\"t\","
            + "\"createdAt\":\"2026-01-01T00:00:00Z\",\"expiresAt\":\"2026-01-02T00:00:00Z\"}";
    String invited = "{\"receiver\":" + receiver + ",\"invitation\":" + invitation + "}";
    gateway
        .answers(201, invited)
        .answers(201, invited)
        .answers(200, "{\"items\":[" + receiver + "]}")
        .answers(200, receiver.replace("FINANCE", "AUNT"))
        .answers(200, receiver)
        .answers(204, "")
        .answers(200, "{\"items\":[" + invitation + "],\"next\":\"inv_1\"}")
        .answers(200, invitation.replace("OPEN", "ACCEPTED"))
        .answers(204, "");

    InvitedReceiver made = zhaoliPay.receivers().create(finance().build());
    zhaoliPay.receivers().invite("rcv_1", Duration.ofMinutes(10));
    List<Receiver> all = zhaoliPay.receivers().list();
    Receiver one = zhaoliPay.receivers().get("rcv_1");
    zhaoliPay
        .receivers()
        .update("rcv_1", ReceiverUpdateRequest.builder().role(ReceiverRole.STAFF).build());
    zhaoliPay.receivers().remove("rcv_1");
    Page<ReceiverInvitation> page = zhaoliPay.receivers().invitations();
    ReceiverInvitation accepted = zhaoliPay.receivers().invitation("inv_1");
    zhaoliPay.receivers().cancelInvitation("inv_1");

    assertThat(made.receiver().label()).isEqualTo("会计");
    assertThat(made.invitation().qrUrl()).isEqualTo("http://weixin.qq.com/q/1");
    assertThat(made.toString()).contains("inv_1").doesNotContain("weixin");
    assertThat(all).extracting(Receiver::role).containsExactly(ReceiverRole.FINANCE);
    assertThat(one.role()).isEqualTo(ReceiverRole.UNKNOWN);
    assertThat(page.next()).isEqualTo("inv_1");
    assertThat(accepted.status()).isEqualTo(InvitationStatus.ACCEPTED);
    assertThat(body(0)).isEqualTo("{\"role\":\"FINANCE\",\"label\":\"会计\"}");
    assertThat(body(1)).isEqualTo("{\"expireSeconds\":600}");
    assertThat(body(4)).isEqualTo("{\"role\":\"STAFF\"}");
    assertThat(calls())
        .containsExactly(
            "POST /openapi/v1/receivers",
            "POST /openapi/v1/receivers/rcv_1/invitations",
            "GET /openapi/v1/receivers",
            "GET /openapi/v1/receivers/rcv_1",
            "PATCH /openapi/v1/receivers/rcv_1",
            "DELETE /openapi/v1/receivers/rcv_1",
            "GET /openapi/v1/receivers/invitations",
            "GET /openapi/v1/receivers/invitations/inv_1",
            "DELETE /openapi/v1/receivers/invitations/inv_1");
  }

  private static ReceiverCreateRequest.Builder finance() {
    return ReceiverCreateRequest.builder().role(ReceiverRole.FINANCE).label("会计");
  }

  @Test
  void terminalsAreRegisteredActivatedWatchedAndTakenOutOfUse() {
    String terminal =
        "{\"terminalNo\":\"trm_1\",\"merchantNo\":\"mch_1\",\"storeId\":\"store_1\","
            + "\"serialNumber\":\"SN-1\",\"status\":\"REGISTERED\",\"registeredBy\":\"mch_1\","
            + "\"keyRotationDue\":false,\"createdAt\":\"2026-01-01T00:00:00Z\","
            + "\"updatedAt\":\"2026-01-01T00:00:00Z\"}";
    gateway
        .answers(201, terminal)
        .answers(
            201,
            "{\"terminalNo\":\"trm_1\",\"activationCode\":\"4820177356\","
                + "\"expiresAt\":\"2026-01-01T00:10:00Z\"}")
        .answers(200, "{\"items\":[" + terminal + "],\"next\":\"trm_1\"}")
        .answers(200, terminal.replace("REGISTERED", "ACTIVE"))
        .answers(200, terminal.replace("false", "true"))
        .answers(200, "{\"terminalNo\":\"trm_1\",\"online\":true,\"battery\":87,\"paper\":\"LOW\"}")
        .answers(201, "{\"messageNo\":\"msg_1\",\"title\":\"t\",\"text\":\"x\"}")
        .answers(200, terminal.replace("REGISTERED", "LOST"))
        .answers(200, terminal.replace("REGISTERED", "ASLEEP"));

    Terminal made = zhaoliPay.terminals().register("store_1", "SN-1");
    ActivationCode code = zhaoliPay.terminals().issueActivationCode("trm_1");
    Page<Terminal> page = zhaoliPay.terminals().list();
    Terminal active = zhaoliPay.terminals().get("trm_1");
    Terminal due = zhaoliPay.terminals().rotateKey("trm_1");
    TerminalHealth health = zhaoliPay.terminals().health("trm_1");
    String messageNo = zhaoliPay.terminals().send("trm_1", "t", "x");
    Terminal lost = zhaoliPay.terminals().reportLost("trm_1", "taxi");
    Terminal newer = zhaoliPay.terminals().revoke("trm_1", "old");

    assertThat(made.status()).isEqualTo(TerminalStatus.REGISTERED);
    assertThat(code.code()).isEqualTo("4820177356");
    assertThat(code.toString()).doesNotContain("4820177356");
    assertThat(page.next()).isEqualTo("trm_1");
    assertThat(active.status()).isEqualTo(TerminalStatus.ACTIVE);
    assertThat(due.keyRotationDue()).isTrue();
    assertThat(health.online()).isTrue();
    assertThat(health.batteryPercent()).isEqualTo(87);
    assertThat(health.lastSeenAt()).isNull();
    assertThat(messageNo).isEqualTo("msg_1");
    assertThat(lost.status()).isEqualTo(TerminalStatus.LOST);
    assertThat(newer.status()).isEqualTo(TerminalStatus.UNKNOWN);
    assertThat(body(0)).isEqualTo("{\"storeId\":\"store_1\",\"serialNumber\":\"SN-1\"}");
    assertThat(body(7)).isEqualTo("{\"reason\":\"taxi\"}");
    assertThat(calls())
        .containsExactly(
            "POST /openapi/v1/terminals",
            "POST /openapi/v1/terminals/trm_1/activation-codes",
            "GET /openapi/v1/terminals",
            "GET /openapi/v1/terminals/trm_1",
            "POST /openapi/v1/terminals/trm_1/rotate-key",
            "GET /openapi/v1/terminals/trm_1/health",
            "POST /openapi/v1/terminals/trm_1/messages",
            "POST /openapi/v1/terminals/trm_1/lost",
            "POST /openapi/v1/terminals/trm_1/revoke");
  }

  @Test
  void aTerminalsSettingsAreReadAndAPartOfThemIsChanged() {
    String configuration =
        "{\"terminalNo\":\"trm_1\",\"version\":3,\"settings\":{\"receiptHeader\":[\"人民广场店\"],"
            + "\"receiptFooter\":[],\"receiptColumns\":48,\"heartbeatSeconds\":60,"
            + "\"qrExpireSeconds\":120,\"methods\":[\"BARCODE\",\"QR\"]},\"changedBy\":\"mch_1\","
            + "\"changedAt\":\"2026-01-01T00:00:00Z\",\"confirmedVersion\":3,"
            + "\"confirmedAt\":\"2026-01-01T00:02:00Z\"}";
    gateway
        .answers(200, configuration)
        .answers(200, configuration.replace("\"version\":3", "\"version\":4"))
        .answers(
            200,
            "{\"terminalNo\":\"trm_2\",\"version\":0,\"settings\":{\"receiptHeader\":[],"
                + "\"receiptFooter\":[],\"receiptColumns\":32,\"heartbeatSeconds\":60,"
                + "\"qrExpireSeconds\":120,\"methods\":[\"FACE\",\"QR\"]}}")
        .answers(200, configuration);

    TerminalConfiguration before = zhaoliPay.terminals().configuration("trm_1");
    TerminalConfiguration after =
        zhaoliPay
            .terminals()
            .configure(
                "trm_1",
                TerminalConfigureRequest.builder(before.settings())
                    .methods(List.of(TerminalMethod.QR))
                    .build());
    TerminalConfiguration untouched = zhaoliPay.terminals().configuration("trm_2");
    zhaoliPay.terminals().configure("trm_1", TerminalConfigureRequest.builder().build());

    assertThat(before.isConfirmed()).isTrue();
    assertThat(before.settings().receiptHeader()).containsExactly("人民广场店");
    assertThat(after.version()).isEqualTo(4);
    assertThat(after.isConfirmed()).isFalse();
    assertThat(untouched.changedAt()).isNull();
    assertThat(untouched.isConfirmed()).isFalse();
    assertThat(untouched.settings().methods())
        .containsExactly(TerminalMethod.UNKNOWN, TerminalMethod.QR);
    assertThatThrownBy(() -> TerminalConfigureRequest.builder(untouched.settings()).build())
        .as("what this starter cannot name would be lost")
        .hasMessageContaining("methods");
    assertThat(body(1))
        .isEqualTo(
            "{\"receiptHeader\":[\"人民广场店\"],\"receiptFooter\":[],\"receiptColumns\":48,"
                + "\"heartbeatSeconds\":60,\"qrExpireSeconds\":120,\"methods\":[\"QR\"]}");
    assertThat(body(3)).isEqualTo("{}");
    assertThat(calls())
        .containsExactly(
            "GET /openapi/v1/terminals/trm_1/configuration",
            "PUT /openapi/v1/terminals/trm_1/configuration",
            "GET /openapi/v1/terminals/trm_2/configuration",
            "PUT /openapi/v1/terminals/trm_1/configuration");
  }

  @Test
  void cashiersAreAddedChangedAndListed() {
    String cashier =
        "{\"storeId\":\"store_1\",\"cashierNo\":\"1001\",\"name\":\"小李\","
            + "\"role\":\"CASHIER\",\"status\":\"ACTIVE\",\"createdAt\":\"2026-01-01T00:00:00Z\"}";
    gateway
        .answers(201, cashier)
        .answers(200, cashier.replace("ACTIVE", "DISABLED"))
        .answers(200, "{\"items\":[" + cashier + "]}");

    CashierCreateRequest request = cashier("246810");
    Cashier added = zhaoliPay.cashiers().add(request);
    Cashier disabled =
        zhaoliPay
            .cashiers()
            .update(
                "store_1",
                "1001",
                CashierUpdateRequest.builder().status(CashierStatus.DISABLED).build());
    Page<Cashier> page = zhaoliPay.cashiers().list("store_1");

    assertThat(request.toString()).doesNotContain("246810");
    assertThat(added.role()).isEqualTo(CashierRole.CASHIER);
    assertThat(disabled.status()).isEqualTo(CashierStatus.DISABLED);
    assertThat(page.items()).extracting(Cashier::name).containsExactly("小李");
    assertThat(page.next()).isNull();
    assertThat(body(1)).isEqualTo("{\"storeId\":\"store_1\",\"status\":\"DISABLED\"}");
    assertThat(calls())
        .containsExactly(
            "POST /openapi/v1/cashiers",
            "PATCH /openapi/v1/cashiers/1001",
            "GET /openapi/v1/cashiers?storeId=store_1");
  }

  @Test
  void whatIsWrongAboutACashierIsToldWithoutThePin() {
    assertThatThrownBy(() -> cashier("12345"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("pin is 6 to 12 digits");
    assertThatThrownBy(() -> CashierUpdateRequest.builder().build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing changes");
  }

  private static CashierCreateRequest cashier(String pin) {
    return new CashierCreateRequest("store_1", "1001", "小李", CashierRole.CASHIER, pin);
  }

  @Test
  void whatWouldMakeASecondThingIsSentOnce() {
    gateway.answers(504, "");
    List<Runnable> calls =
        List.of(
            () ->
                zhaoliPay
                    .webhookEndpoints()
                    .create(
                        WebhookEndpointCreateRequest.builder()
                            .url("https://shop.example/hooks")
                            .build()),
            () -> zhaoliPay.webhookEndpoints().rotateSecret("whe_1"),
            () -> zhaoliPay.webhookEndpoints().test("whe_1"),
            () ->
                zhaoliPay
                    .webhookEndpoints()
                    .replay("whe_1", WebhookReplayRequest.builder().since(Instant.EPOCH).build()),
            () -> zhaoliPay.notifications().redeliver("ntf_1"),
            () -> zhaoliPay.keys().rotate(),
            () -> zhaoliPay.terminals().register("store_1", "SN-1"),
            () -> zhaoliPay.terminals().issueActivationCode("trm_1"),
            () -> zhaoliPay.terminals().send("trm_1", "t", "x"),
            () -> zhaoliPay.cashiers().add(cashier("246810")),
            () -> zhaoliPay.receivers().invite("rcv_1"),
            () -> zhaoliPay.receivers().create(finance().build()));
    for (Runnable call : calls) {
      gateway.calls.clear();
      assertThatThrownBy(call::run).isInstanceOf(OutcomeUnknownException.class);
      assertThat(gateway.calls).hasSize(1);
    }
  }

  @Test
  void whatThePlatformWouldRefuseIsRefusedHere() {
    assertThatThrownBy(() -> refund().reason("二十七个字的理由".repeat(4)).build())
        .hasMessageContaining("reason");
    assertThatThrownBy(() -> refund().amount(0).build()).hasMessageContaining("amount");
    assertThatThrownBy(() -> refund().outRefundNo("a b").build())
        .hasMessageContaining("outRefundNo");
    assertThatThrownBy(() -> refund().paymentNo("").build()).hasMessageContaining("paymentNo");
    assertThatThrownBy(() -> StoreCreateRequest.builder().name("店".repeat(41)).build())
        .hasMessageContaining("name");
    assertThatThrownBy(() -> finance().role(ReceiverRole.OWNER).build())
        .hasMessageContaining("role");
    assertThatThrownBy(() -> finance().label("员".repeat(33)).build()).hasMessageContaining("label");
    assertThatThrownBy(() -> finance().invitationLife(Duration.ofSeconds(599)).build())
        .hasMessageContaining("life");
    assertThatThrownBy(() -> ReceiverUpdateRequest.builder().build())
        .hasMessageContaining("nothing changes");
    assertThatThrownBy(() -> StoreUpdateRequest.builder().build())
        .hasMessageContaining("nothing changes");
    assertThatThrownBy(() -> WebhookEndpointUpdateRequest.builder().build())
        .hasMessageContaining("nothing changes");
    assertThatThrownBy(() -> WebhookEndpointCreateRequest.builder().url("/hooks").build())
        .hasMessageContaining("url");
    assertThatThrownBy(
            () -> WebhookEndpointUpdateRequest.builder().description("a".repeat(101)).build())
        .hasMessageContaining("description");
    assertThatThrownBy(() -> NotificationFilter.builder().limit(201).build())
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> settings().receiptColumns(40).build())
        .hasMessageContaining("receiptColumns");
    assertThatThrownBy(() -> settings().heartbeatSeconds(29).build())
        .hasMessageContaining("heartbeatSeconds");
    assertThatThrownBy(() -> settings().qrExpireSeconds(7_201).build())
        .hasMessageContaining("qrExpireSeconds");
    assertThatThrownBy(() -> settings().methods(List.of()).build()).hasMessageContaining("methods");
    assertThatThrownBy(() -> settings().receiptHeader(List.of("店".repeat(65))).build())
        .hasMessageContaining("receiptHeader");
    assertThatThrownBy(() -> settings().receiptFooter(List.of("")).build())
        .hasMessageContaining("receiptFooter");
    assertThatThrownBy(
            () -> settings().receiptFooter(List.of("1", "2", "3", "4", "5", "6")).build())
        .hasMessageContaining("receiptFooter");
    assertThat(gateway.calls).isEmpty();
  }

  private static TerminalConfigureRequest.Builder settings() {
    return TerminalConfigureRequest.builder();
  }

  private static RefundCreateRequest.Builder refund() {
    return RefundCreateRequest.builder().paymentNo("pay_1").outRefundNo("R1").amount(1);
  }

  private List<String> calls() {
    return gateway.calls.stream()
        .map(
            call ->
                call.method()
                    + " "
                    + call.path()
                    + (call.query() == null ? "" : "?" + call.query()))
        .toList();
  }

  private String body(int call) {
    return new String(gateway.calls.get(call).body(), StandardCharsets.UTF_8);
  }
}
