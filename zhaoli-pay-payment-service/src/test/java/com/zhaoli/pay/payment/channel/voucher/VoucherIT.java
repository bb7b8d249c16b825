package com.zhaoli.pay.payment.channel.voucher;

import static com.zhaoli.pay.payment.channel.voucher.VoucherChannel.VOUCHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.RunningService;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder.Payer;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.TestChannel.Behaviour;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import com.zhaoli.pay.payment.order.Checkout;
import com.zhaoli.pay.testing.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A third channel in the real service. {@code @Import(VoucherModule.class)} is its one line of
 * registration, as a line of {@code ChannelModules} would be; nothing else of the platform knows
 * its name.
 */
@Import(VoucherModule.class)
class VoucherIT extends RunningService {
  /** Stays: the context is kept, and a test that failed is tried once more in it. */
  private static final TestVoucher WALLET = new TestVoucher();

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final long FEN = 1_230;
  private static @TempDir Path directory;

  @Autowired private Checkout checkout;
  @Autowired private InternalToken token;
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_voucher", WALLET.settings(directory));
    // Nobody listens: events wait in the outbox, where they are counted.
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  @BeforeEach
  void theWalletBehaves() {
    WALLET.behave(Behaviour.NORMAL);
  }

  @Test
  void aPaymentIsSettledByItsCallbackOnce() {
    Pending payment = pending(VOUCHER);
    assertThat(read(payment).field("codeUrl"))
        .isEqualTo("https://voucher.example/" + payment.attemptNo());
    assertThat(WALLET.callbackUrl()).endsWith("/callback/voucher");
    assertAccepted(pay(payment));
    Answer paid = read(payment);
    assertThat(paid.field("status")).isEqualTo("SUCCEEDED");
    assertThat(paid.field("channel")).isEqualTo("VOUCHER");
    assertThat(paid.field("channelTradeNo")).isEqualTo("T" + payment.attemptNo());
    assertThat(paid.field("paidAt")).isEqualTo("2026-11-23T08:00:00Z");

    assertAccepted(deliver(WALLET.notice(payment.paid())));
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @Test
  void theProofOfACallbackIsKept() {
    Pending payment = pending(VOUCHER);
    CallbackRequest callback = WALLET.notice(payment.paid());
    WALLET.pay(payment.attemptNo(), payment.amount());
    assertAccepted(deliver(callback));
    String headers =
        jdbc.queryForObject(
            "SELECT headers FROM callback_archive WHERE attempt_no = ?",
            String.class,
            payment.attemptNo());
    assertThat(headers)
        .contains("voucher-sign: " + callback.header(VoucherClient.SIGN))
        .contains("voucher-timestamp: " + callback.header(VoucherClient.TIMESTAMP))
        .contains("voucher-nonce: " + callback.header(VoucherClient.NONCE));
  }

  @Test
  void whatIsForgedOrDoesNotFitIsRefusedInTheChannelsWay() {
    Pending payment = pending(VOUCHER);
    Answer forged = deliver(WALLET.forged(payment.paid()));
    assertThat(forged).isEqualTo(new Answer(401, "{\"code\":\"FORGED\"}"));
    Answer tooLittle = deliver(WALLET.notice(new Notice(payment.attemptNo(), new Money(1), "T1")));
    assertThat(tooLittle).isEqualTo(new Answer(400, "{\"code\":\"MISMATCHING\"}"));
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PAYING");
    assertThat(eventsOf(payment.paymentNo())).isZero();
  }

  @Test
  void aMissedCallbackIsMadeUpBySync() {
    Pending payment = pending(VOUCHER);
    WALLET.pay(payment.attemptNo(), payment.amount());
    assertThat(act(payment, "sync").field("status")).isEqualTo("SUCCEEDED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(1);
  }

  @Test
  void anUnclearAnswerDecidesNothing() {
    WALLET.behave(Behaviour.FORGED);
    String outTradeNo = newOutTradeNo();
    Answer unclear = create(VOUCHER, outTradeNo, FEN);
    assertThat(unclear.field("code")).isEqualTo("CHANNEL_UNAVAILABLE");
    WALLET.behave(Behaviour.NORMAL);
    Answer again = create(VOUCHER, outTradeNo, FEN);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.field("codeUrl")).isNotEmpty();
  }

  @Test
  void anUnpaidPaymentIsClosedThereAndHere() {
    Pending payment = pending(VOUCHER);
    assertThat(act(payment, "close").field("status")).isEqualTo("CLOSED");
    assertThat(WALLET.trade(payment.attemptNo())).matches(trade -> trade.closed());
  }

  @Test
  void aRefundIsDecidedByItsCallback() {
    Pending payment = pending(VOUCHER);
    assertAccepted(pay(payment));
    Answer asked = refund(payment, 230);
    assertThat(asked.status()).isEqualTo(201);
    assertThat(asked.field("status")).isEqualTo("PROCESSING");
    String refundNo = asked.field("refundNo");
    WALLET.settle(refundNo);
    assertAccepted(
        deliver(
            WALLET.notice(
                new RefundNotice(
                    payment.attemptNo(),
                    refundNo,
                    payment.paid().tradeNo(),
                    payment.amount(),
                    new Money(230),
                    null))));
    Answer refunded = call("GET", "/openapi/v1/refunds/" + refundNo, "", MERCHANT);
    assertThat(refunded.field("status")).isEqualTo("SUCCEEDED");
    assertThat(statusOf(payment.paymentNo())).isEqualTo("PARTIALLY_REFUNDED");
    assertThat(eventsOf(payment.paymentNo())).isEqualTo(2);
  }

  @Test
  void aBarcodeNamesItsWalletAndIsUndone() {
    Map<String, Object> order = order("BARCODE");
    order.put("authCode", WALLET.authCode());
    Answer taken = create(JSON.writeValueAsString(order));
    assertThat(taken.status()).isEqualTo(201);
    assertThat(taken.field("channel")).isEqualTo("VOUCHER");
    assertThat(taken.field("status")).isEqualTo("SUCCEEDED");
    String paymentNo = taken.field("paymentNo");
    Answer undone = call("POST", "/openapi/v1/payments/" + paymentNo + "/reverse", "", MERCHANT);
    assertThat(undone.field("status")).isEqualTo("REVERSED");
    assertThat(WALLET.books().givenBack(attemptOf(paymentNo))).isEqualTo(new Money(FEN));
  }

  @Test
  void theCashierOffersTheWallet() {
    Answer created = create(JSON.writeValueAsString(order("AGGREGATE_QR")));
    String payToken = created.field("payToken");
    assertThat(checkout.find(payToken).orElseThrow().wallets())
        .containsExactly(Channel.ALIPAY, VOUCHER, Channel.WECHAT);
    Checkout.View opened = checkout.open(payToken, VOUCHER, PaymentMethod.WAP, Payer.UNKNOWN);
    String paymentNo = created.field("paymentNo");
    String attemptNo = attemptOf(paymentNo);
    assertThat(opened.opened())
        .isEqualTo(
            new Checkout.Opened(
                VOUCHER,
                PaymentMethod.WAP,
                null,
                Map.of("payUrl", "https://voucher.example/" + attemptNo)));
    assertAccepted(pay(new Pending(VOUCHER, paymentNo, attemptNo, new Money(FEN))));
    assertThat(statusOf(paymentNo)).isEqualTo("SUCCEEDED");
  }

  @Test
  void itsBillIsComparedWithOurBooks() {
    Pending payment = pending(VOUCHER);
    assertAccepted(pay(payment));
    String refundNo = refund(payment, 30).field("refundNo");
    WALLET.settle(refundNo);
    WALLET.makeBill(DAY);
    Answer started =
        ops(
            "POST",
            "/ops/v1/payments/reconciliations",
            JSON.writeValueAsString(
                Map.of(
                    "channel", "VOUCHER", "channelAccountNo", "platform", "day", DAY.toString())));
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String runNo = started.field("runNo");
    Answer run =
        Awaitility.await()
            .pollInterval(Duration.ofMillis(50))
            .until(
                () -> ops("GET", "/ops/v1/payments/reconciliations/" + runNo, ""),
                answer -> answer.field("status").equals("DONE"));
    assertThat(run.json().path("billRows").asLong()).isGreaterThanOrEqualTo(2);
    // The payment is the same in both; of the refund's end we have not heard.
    Answer differences =
        ops("GET", "/ops/v1/payments/reconciliations/differences?runNo=" + runNo, "");
    assertThat(differences.json().path("items").valueStream())
        .extracting(item -> item.path("entryNo").asString())
        .doesNotContain(payment.attemptNo())
        .contains(refundNo);
  }

  @Test
  void operatorsKeepAccountsOfItForMerchants() {
    Answer types = ops("GET", "/ops/v1/payments/channel-types", "");
    assertThat(types.json().path("items").valueStream())
        .extracting(type -> type.path("channel").asString())
        .containsExactly("ALIPAY", "VOUCHER", "WECHAT");

    String merchant = "mch_voucher_" + newOutTradeNo().replace('-', '_');
    Map<String, String> wrong = new HashMap<>(WALLET.account());
    wrong.put("secret", "another secret, and long enough to be one");
    Answer refused = account(merchant, wrong);
    assertThat(refused.field("code")).isEqualTo("CHANNEL_ACCOUNT_INVALID");
    assertThat(refused.text()).contains("app-id and secret do not belong together");

    Answer account = account(merchant, WALLET.account());
    assertThat(account.status()).as(account.text()).isEqualTo(201);
    assertThat(account.text()).doesNotContain(TestVoucher.SECRET);
    String accountNo = account.field("channelAccountNo");
    Answer created =
        call(
            "POST",
            "/openapi/v1/payments",
            JSON.writeValueAsString(order(VOUCHER, newOutTradeNo(), FEN)),
            merchant);
    assertThat(WALLET.callbackUrl()).endsWith("/callback/voucher/" + accountNo);
    String paymentNo = created.field("paymentNo");
    Pending payment = new Pending(VOUCHER, paymentNo, attemptOf(paymentNo), new Money(FEN));
    CallbackRequest callback = WALLET.notice(payment.paid());
    assertThat(deliver(callback).status()).as("another account's address").isEqualTo(400);
    assertAccepted(deliver("/" + accountNo, callback));
  }

  @Test
  void anUnknownChannelIsRefusedByAListThatNamesIt() {
    Answer refused = create(new Channel("NOBODY"), newOutTradeNo(), FEN);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("details").path("channel").asString())
        .isEqualTo("must be one of [ALIPAY, VOUCHER, WECHAT]");
    Map<String, Object> page = new HashMap<>(order(VOUCHER, newOutTradeNo(), FEN));
    page.put("method", "PAGE");
    assertThat(create(JSON.writeValueAsString(page)).field("code"))
        .isEqualTo("METHOD_NOT_AVAILABLE");
  }

  private static Map<String, Object> order(String method) {
    Map<String, Object> order = new HashMap<>();
    order.put("outTradeNo", newOutTradeNo());
    order.put("amount", FEN);
    order.put("subject", "商品");
    order.put("method", method);
    return order;
  }

  private Answer read(Pending payment) {
    return call("GET", "/openapi/v1/payments/" + payment.paymentNo(), "", MERCHANT);
  }

  private Answer act(Pending payment, String verb) {
    return call("POST", "/openapi/v1/payments/" + payment.paymentNo() + "/" + verb, "", MERCHANT);
  }

  private Answer refund(Pending payment, long fen) {
    return call(
        "POST",
        "/openapi/v1/refunds",
        JSON.writeValueAsString(
            Map.of(
                "paymentNo", payment.paymentNo(), "outRefundNo", newOutTradeNo(), "amount", fen)),
        MERCHANT);
  }

  /** The payer pays, and the wallet tells us. */
  private Answer pay(Pending payment) {
    WALLET.pay(payment.attemptNo(), payment.amount());
    return deliver(WALLET.notice(payment.paid()));
  }

  private Answer account(String merchant, Map<String, String> settings) {
    return ops(
        "POST",
        "/ops/v1/payments/channel-accounts",
        JSON.writeValueAsString(
            Map.of("channel", "VOUCHER", "merchantNo", merchant, "settings", settings)));
  }

  private static void assertAccepted(Answer answer) {
    assertThat(answer).isEqualTo(new Answer(200, "{\"code\":\"OK\"}"));
  }

  private Answer deliver(CallbackRequest callback) {
    return deliver("", callback);
  }

  private Answer deliver(String account, CallbackRequest callback) {
    HttpRequest.Builder request =
        request("/callback/voucher" + account)
            .POST(BodyPublishers.ofByteArray(callback.body()))
            .header("Content-Type", "application/json");
    callback.headers().forEach(request::header);
    return send(request);
  }

  /** As the gateway forwards an administrator's request. */
  private Answer ops(String method, String path, String body) {
    return send(
        request(path)
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header(ZhaoliHeaders.OPERATOR, "op_1")
            .header(ZhaoliHeaders.OPERATOR_ROLES, "ADMIN"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30))
        .header(ZhaoliHeaders.INTERNAL, token.issue("gateway"));
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
