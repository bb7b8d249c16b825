package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.ZhaoliPayClient;
import com.zhaoli.pay.sdk.ZhaoliPayProperties;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.signing.SignType;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The platform in a merchant's tests: an HTTP server of this machine that answers signed calls as
 * the open API does, and whose payers, wallets, webhooks and faults a test scripts. It checks
 * signatures, fields, states, amounts and repetitions by the platform's rules and refuses with the
 * platform's codes. Nothing leaves the machine.
 *
 * <pre>{@code
 * try (FakeZhaoliPay fake = FakeZhaoliPay.start()) {
 *   fake.client().payments().create(request);
 *   fake.pay("T-1001");
 * }
 * }</pre>
 *
 * <p>There is one merchant with one app. Webhooks are sent in the order of their events, once: what
 * was not taken comes again only when a test says so. A script's method that makes a webhook
 * returns when that was sent; webhooks of what a call does (a close, a refund that succeeds at
 * once) are on their way when the call is answered, see {@link #awaitWebhooks()}.
 *
 * <p>Numbers of payments and refunds may be the merchant's or the platform's. A script that does
 * not fit the state, as paying what is closed, is an {@link IllegalStateException}. Safe for many
 * threads; what is kept is bounded, {@link #reset()} forgets it.
 */
public final class FakeZhaoliPay implements AutoCloseable {

  public static final String MERCHANT_NO = "mch_FAKE";
  public static final String APP_ID = "app_FAKE";

  /** Id of the key that signs; {@link ZhaoliPayClient#keys()} can make further ones. */
  public static final String APP_KEY = "key_1";

  /** Known to everybody, and of use at no platform. */
  public static final String APP_SECRET = "fake-app-secret";

  /** Known to everybody, and of use at no platform. */
  public static final String SALT = "fake-salt";

  /** Of the default endpoint. Known to everybody, and of use at no platform. */
  public static final String WEBHOOK_SECRET = "whsec_ZmFrZS16aGFvbGktcGF5LXdlYmhvb2stc2VjcmV0ISE=";

  private static final String PROPERTIES = "zhaoli.pay.";

  private final Clock clock;
  private final Workers workers = new Workers();
  private final RequestLog requests = new RequestLog();
  private final Faults faults = new Faults();
  private final IdempotencyKeys idempotencyKeys = new IdempotencyKeys();
  private final AppKeys keys;
  private final TerminalConfigurations configurations;
  private final Endpoints endpoints;
  private final Outbox outbox;
  private final Books books;
  private final FakeServer server;

  private FakeZhaoliPay(Clock clock) {
    this.clock = clock;
    FakeIds ids = new FakeIds(clock);
    WebhookSender sender = new WebhookSender(workers.client());
    keys = new AppKeys(clock);
    configurations = new TerminalConfigurations(clock);
    endpoints = new Endpoints(ids, clock);
    outbox = new Outbox(endpoints, sender, workers, clock);
    books = new Books(ids, clock, outbox, this::url);
    server =
        new FakeServer(
            new SignatureCheck(keys, clock),
            new OpenApi(
                books, endpoints, keys, configurations, idempotencyKeys, sender, ids, clock),
            faults,
            requests,
            ids,
            workers);
  }

  /** Starts on a free port. */
  public static FakeZhaoliPay start() {
    return start(Clock.systemUTC());
  }

  /** The same with a clock of the test's, which is to be the client's and the verifier's too. */
  public static FakeZhaoliPay start(Clock clock) {
    return new FakeZhaoliPay(clock);
  }

  // To use it.

  /** Its address, for {@code zhaoli.pay.gateway-url}. */
  public String url() {
    return server.url();
  }

  /** All that the starter has to be told of it, as {@code zhaoli.pay.*}. */
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(PROPERTIES + "gateway-url", url());
    properties.put(PROPERTIES + "app-id", APP_ID);
    properties.put(PROPERTIES + "app-key", APP_KEY);
    properties.put(PROPERTIES + "app-secret", APP_SECRET);
    properties.put(PROPERTIES + "salt", SALT);
    properties.put(PROPERTIES + "webhook-secret", WEBHOOK_SECRET);
    return properties;
  }

  /** A client of it, for tests without Spring. */
  public ZhaoliPayClient client() {
    return ZhaoliPayClient.create(
        new ZhaoliPayProperties(
            true,
            url(),
            APP_ID,
            APP_KEY,
            APP_SECRET,
            SALT,
            SignType.HMAC_SHA256.headerValue(),
            WEBHOOK_SECRET,
            null,
            null,
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            3),
        clock);
  }

  /** Where the default endpoint is: the address of this machine that webhooks are sent to. */
  public FakeZhaoliPay webhooksTo(String url) {
    return webhooksTo(() -> url);
  }

  /** The same for an address that is known later; null as long as there is none. */
  public FakeZhaoliPay webhooksTo(Supplier<@Nullable String> url) {
    endpoints.defaultUrl(url);
    return this;
  }

  /**
   * Where the program under test listens, such as {@code http://127.0.0.1:8081}. Webhooks to any
   * address, as a payment's notifyUrl, go to its path there; without this they are sent to
   * addresses of this machine only.
   */
  public FakeZhaoliPay merchantAt(String server) {
    return merchantAt(() -> server);
  }

  /** The same for an address that is known later; null as long as there is none. */
  public FakeZhaoliPay merchantAt(Supplier<@Nullable String> address) {
    endpoints.merchantAt(address);
    return this;
  }

  // Payers and wallets.

  /** The payer pays: by the payment's wallet, or by Alipay where the payer chooses. */
  public Webhook pay(String number) {
    return outbox.await(books.pay(number, null));
  }

  /** The payer pays by this wallet, which must be the payment's unless the payer chooses. */
  public Webhook pay(String number, PaymentChannel wallet) {
    return outbox.await(books.pay(number, wallet));
  }

  /**
   * The payer pays, and nobody hears of it: the payment stays as it is until {@code sync} or {@code
   * close} has the wallet asked.
   */
  public void payUnnoticed(String number) {
    books.payUnnoticed(number, null);
  }

  /**
   * Money comes for a payment that has ended or is paid. The platform gives it back by itself and
   * tells that as refund.succeeded without an outRefundNo; the payment stays as it is.
   */
  public Webhook payLate(String number) {
    return outbox.await(books.payLate(number));
  }

  /** The wallet refuses the payment for good. */
  public Webhook fail(String number) {
    return fail(number, "PAYER_NOT_ALLOWED");
  }

  /** The same with this code of the wallet's, the payment's failureCode. */
  public Webhook fail(String number, String channelCode) {
    return outbox.await(books.fail(number, channelCode));
  }

  /** The time to pay is over: the payment is closed, one by BARCODE reversed. */
  public Webhook expire(String number) {
    return outbox.await(books.expire(number));
  }

  /** The wallet gives the money back; it may have refused before. */
  public Webhook succeedRefund(String number) {
    return outbox.await(books.succeedRefund(number));
  }

  /** The wallet refuses the refund for good. */
  public Webhook failRefund(String number) {
    return failRefund(number, "NOT_ENOUGH");
  }

  /** The same with this code of the wallet's, the refund's failureCode. */
  public Webhook failRefund(String number, String channelCode) {
    return outbox.await(books.failRefund(number, channelCode));
  }

  /** Refunds are SUCCEEDED in their first answer, and no longer PROCESSING until a test says so. */
  public void refundsSucceedAtOnce() {
    books.refundsSucceedAtOnce();
  }

  /** Payers of BARCODE payments enter a password first: PAYING and not SUCCEEDED is answered. */
  public void barcodesWaitForThePayer() {
    books.barcodesWait();
  }

  /**
   * The wallet refuses the next payment that is created for one: 422 CHANNEL_DECLINED, and the
   * payment is FAILED with this code.
   */
  public void declineNextPayment(String channelCode) {
    books.declineNextWith(channelCode);
  }

  // Terminals.

  /**
   * The terminal says that it works by what it was set to, as it does with its next heartbeat but
   * one. Any number is a terminal's, and set to the platform's defaults until it is set.
   */
  public void confirmConfiguration(String terminalNo) {
    configurations.confirm(terminalNo);
  }

  // Webhooks.

  /** The latest events, the oldest first, 1,000 at most. */
  public List<Webhook> webhooks() {
    return outbox.all();
  }

  /** Those of one payment. */
  public List<Webhook> webhooksOf(String number) {
    return webhooks().stream()
        .filter(
            webhook -> number.equals(webhook.outTradeNo()) || number.equals(webhook.paymentNo()))
        .toList();
  }

  /** Returns when all that is not withheld was sent. */
  public void awaitWebhooks() {
    outbox.awaitAll();
  }

  /** From now on nothing is sent by itself: {@link #deliver} it in any order, or release it. */
  public void withholdWebhooks() {
    outbox.withhold();
  }

  /** Sends what was withheld, in order, and no longer withholds. */
  public List<Webhook> releaseWebhooks() {
    return outbox.release();
  }

  /** Sends it, for the first time or once more with the same id, whatever was sent before. */
  public List<Delivery> deliver(Webhook webhook) {
    return outbox.deliver(webhook);
  }

  /** Sends two copies of it at the same moment. */
  public List<Delivery> deliverTwice(Webhook webhook) {
    return outbox.deliverTwice(webhook);
  }

  /** Sends it with another amount than the signature is for: to be refused. */
  public Delivery deliverTampered(Webhook webhook) {
    return outbox.deliverTampered(webhook);
  }

  /** Sends it signed with another secret: to be refused. */
  public Delivery deliverForged(Webhook webhook) {
    return outbox.deliverForged(webhook);
  }

  /** Sends it with the time and signature of ten minutes ago, as recorded: to be refused. */
  public Delivery deliverStale(Webhook webhook) {
    return outbox.deliverStale(webhook);
  }

  /** Headers and body as they are sent, for tests that hand them to a controller. */
  public SignedWebhook sign(Webhook webhook) {
    return outbox.sign(webhook);
  }

  // Faults, and what came.

  /** Scripts the next signed call of an operation. */
  public NextCall next(Operation operation) {
    return next(operation, 1);
  }

  /**
   * Scripts the next signed calls of an operation.
   *
   * @param times 1 to 1000
   */
  public NextCall next(Operation operation, int times) {
    return faults.next(operation, times);
  }

  /** The latest requests, also refused ones, the oldest first, 1,000 at most. */
  public List<ReceivedRequest> requests() {
    return requests.all();
  }

  /** Those of one operation. */
  public List<ReceivedRequest> requests(Operation operation) {
    return requests().stream()
        .filter(request -> Objects.equals(request.operation(), operation))
        .toList();
  }

  /**
   * Forgets payments, refunds, requests, webhooks, faults, further endpoints and keys, and what
   * terminals were set to. Addresses stay, and no number comes a second time.
   */
  public void reset() {
    faults.reset();
    server.release();
    outbox.reset();
    books.reset();
    endpoints.reset();
    keys.reset();
    configurations.reset();
    idempotencyKeys.reset();
    requests.reset();
  }

  /** Ends at once. A second time does nothing. */
  @Override
  public void close() {
    outbox.reset();
    server.close();
    workers.close();
  }

  @Override
  public String toString() {
    return "FakeZhaoliPay[" + url() + "]";
  }
}
