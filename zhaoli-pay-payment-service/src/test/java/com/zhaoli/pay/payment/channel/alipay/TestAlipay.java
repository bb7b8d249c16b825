package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.TestChannel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alipay's gateway and its notices, in key mode or in certificate mode. */
public final class TestAlipay extends TestChannel {
  public static final String APP_ID = "2021000000000001";
  private static final String SELLER_ID = "2088000000000001";
  private static final String ROOT = "CN=Ant Financial Test Root R1";
  private static final String ROOT_CERT =
      TestCertificates.issue(ROOT, THEIRS, ROOT, THEIRS.getPublic(), 1);
  static final String ALIPAY_SERIAL = TestCertificates.serial(ROOT, 3);

  /** Of another merchant's certificate, which the root has issued as well. */
  static final String MERCHANT_SERIAL = TestCertificates.serial(ROOT, 9);

  private final boolean certificateMode;
  private final TestAlipayTrades trades = new TestAlipayTrades(this);
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private volatile Map<String, String> lastRequest = Map.of();
  private volatile boolean takesRefundsOnly;
  private volatile boolean unsigned;
  private volatile @Nullable TestForgery forgery;
  private volatile String beside = "";

  public TestAlipay() {
    this(false);
  }

  TestAlipay(boolean certificateMode) {
    this.certificateMode = certificateMode;
  }

  /** Issued by the root, whose keys are also those of the answers: one pair less to make. */
  static String certificate(String name, KeyPair keys, int serial) {
    return TestCertificates.issue(ROOT, THEIRS, "CN=" + name, keys.getPublic(), serial);
  }

  @Override
  public Map<String, String> settings(Path directory) {
    String prefix = "zhaoli.channels.alipay.accounts.platform.";
    Map<String, String> settings = new HashMap<>();
    settings.put(prefix + "app-id", APP_ID);
    settings.put(prefix + "app-id-file", directory.resolve("none").toString());
    settings.put(prefix + "seller-id", SELLER_ID);
    settings.put(
        prefix + "private-key-file",
        write(directory, "alipay-app.txt", base64(OURS.getPrivate().getEncoded())));
    settings.put(prefix + "gateway-url", url() + "/gateway.do");
    settings.put(prefix + "authorize-url", url() + "/oauth2/publicAppAuthorize.htm");
    if (certificateMode) {
      settings.put(
          prefix + "app-cert-file", write(directory, "app.crt", certificate("app", OURS, 2)));
      settings.put(
          prefix + "alipay-cert-file",
          write(directory, "alipay.crt", certificate("alipay", THEIRS, 3)));
      settings.put(prefix + "alipay-root-cert-file", write(directory, "root.crt", ROOT_CERT));
    } else {
      settings.put(
          prefix + "alipay-public-key-file",
          write(directory, "alipay.txt", base64(THEIRS.getPublic().getEncoded())));
    }
    return settings;
  }

  /** The settings of the account by their own names, by value. */
  Map<String, String> account(Path directory) {
    Map<String, String> account = new HashMap<>();
    settings(directory)
        .forEach(
            (name, value) -> {
              String setting = name.substring(name.lastIndexOf('.') + 1);
              if (setting.endsWith("-file")) {
                account.putIfAbsent(setting.replace("-file", ""), read(value));
              } else {
                account.put(setting, value);
              }
            });
    return account;
  }

  private static String read(String file) {
    try {
      return Path.of(file).endsWith("none") ? "" : Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String signedByMerchant(String content) {
    return sign(STRANGERS.getPrivate(), content);
  }

  /** What the SDK takes for the certificate of an answer. */
  private static String certificates() {
    String chain = certificate("merchant", STRANGERS, 9);
    return "{\"code\":\"10000\",\"msg\":\"Success\",\"alipay_cert_content\":\""
        + base64(chain.getBytes(StandardCharsets.UTF_8))
        + "\"}";
  }

  static String publicKey(KeyPair keys) {
    return base64(keys.getPublic().getEncoded());
  }

  /** Issued by the root, but for the app's key. */
  static String forOurKey() {
    return certificate("alipay", OURS, 5);
  }

  /** Alipay's certificate, past its time. */
  static String expired() {
    return TestCertificates.issue(
        ROOT, THEIRS, "CN=alipay", THEIRS.getPublic(), 3, Instant.now().minusSeconds(86_400));
  }

  @Override
  public List<Map<String, String>> wrongSettings() {
    String strangers = base64(STRANGERS.getPrivate().getEncoded());
    List<Map<String, String>> both =
        List.of(
            Map.of("app-id", "2021000000000009"),
            Map.of("private-key", strangers),
            Map.of("private-key", "rubbish that is long enough"),
            Map.of("gateway-url", "gateway.do"),
            Map.of("authorize-url", "ftp://alipay.example/a"));
    List<Map<String, String>> ofMode =
        certificateMode
            ? List.of(
                Map.of("app-cert", certificate("app", STRANGERS, 2)),
                Map.of("alipay-cert", certificate("alipay", STRANGERS, 4)),
                Map.of("alipay-cert", "-----BEGIN CERTIFICATE-----"),
                Map.of("alipay-cert", ""),
                Map.of("alipay-root-cert", ""),
                Map.of(
                    "alipay-root-cert",
                    TestCertificates.issue(ROOT, STRANGERS, ROOT, STRANGERS.getPublic(), 1)),
                Map.of("alipay-public-key", base64(THEIRS.getPublic().getEncoded())))
            : List.of(
                Map.of("alipay-public-key", base64(STRANGERS.getPublic().getEncoded())),
                Map.of("alipay-public-key", base64(OURS.getPublic().getEncoded())),
                Map.of("alipay-public-key", "rubbish that is long enough"),
                Map.of("alipay-public-key", ""));
    return Stream.concat(both.stream(), ofMode.stream()).toList();
  }

  @Override
  public String authCode() {
    return "280000123456789012";
  }

  @Override
  public String payerId() {
    return "2088000000000077";
  }

  @Override
  public String userAgent() {
    return "Mozilla/5.0 (iPhone) AliApp(AP/10.5.0) AlipayClient/10.5.0 Language/zh-Hans";
  }

  /** From now on this method is refused with this code. */
  void refuse(String method, String subCode) {
    refused.put(method, subCode);
  }

  /** From now on refunds are taken, but not done. */
  void takeRefundsOnly() {
    takesRefundsOnly = true;
  }

  boolean takesRefundsOnly() {
    return takesRefundsOnly;
  }

  /** The parameters of the last request. */
  Map<String, String> lastRequest() {
    return lastRequest;
  }

  JsonNode lastBiz() {
    return new JsonMapper().readTree(String.valueOf(lastRequest.get("biz_content")));
  }

  /** From now on answers are not signed. */
  void doNotSign() {
    unsigned = true;
  }

  /** From now on somebody else answers, who overheard one answer. */
  void forge(TestForgery next) {
    forgery = next;
  }

  /** From now on this stands beside the content of answers. */
  void addBeside(String fields) {
    beside = fields;
  }

  @Override
  protected Behaviour behaviour() {
    return super.behaviour();
  }

  @Override
  protected void open(String attemptNo, Money amount) {
    super.open(attemptNo, amount);
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response, String body)
      throws IOException {
    if (request.getRequestURI().equals(TestAlipayBill.PATH)) {
      response.getOutputStream().write(TestAlipayBill.of(books(), billsAreSpoilt()));
      return;
    }
    Map<String, String> parameters = parameters(request.getQueryString(), body);
    String method = parameters.getOrDefault("method", "");
    lastRequest = parameters;
    String content = gate(parameters);
    if (content == null) {
      String subCode = refused.get(method);
      content =
          subCode == null ? trades.answer(method, parameters) : TestAlipayTrades.refused(subCode);
    }
    String serial = certificateMode ? ",\"alipay_cert_sn\":\"" + ALIPAY_SERIAL + "\"" : "";
    String name = method.replace('.', '_') + "_response";
    String sign = unsigned ? "" : ",\"sign\":\"" + sign(signingKey(), content) + "\"";
    TestForgery forged = forgery;
    if (forged != null && method.equals("alipay.open.app.alipaycert.download")) {
      send(response, 200, "text/html;charset=utf-8", "{\"" + name + "\":" + certificates() + "}");
      return;
    }
    send(
        response,
        200,
        "text/html;charset=utf-8",
        forged == null
            ? "{\"" + name + "\":" + content + serial + beside + sign + "}"
            : forged.of(name, content, serial, text -> sign(signingKey(), text)));
  }

  /** Why a request is not let in, else null. */
  private @Nullable String gate(Map<String, String> parameters) {
    if (!APP_ID.equals(parameters.get("app_id"))) {
      return TestAlipayTrades.failure("40002", "isv.invalid-app-id");
    }
    if (certificateMode
        && !(TestCertificates.serial(ROOT, 2).equals(parameters.get("app_cert_sn"))
            && TestCertificates.serial(ROOT, 1).equals(parameters.get("alipay_root_cert_sn")))) {
      return TestAlipayTrades.failure("40002", "isv.invalid-app-cert-sn");
    }
    return isSigned(parameters) ? null : TestAlipayTrades.failure("40002", "isv.invalid-signature");
  }

  /** Whether the app has signed these parameters. */
  static boolean isSigned(Map<String, String> parameters) {
    Map<String, String> signed = new TreeMap<>(parameters);
    String sign = signed.remove("sign");
    return verifies(OURS.getPublic(), join(signed), String.valueOf(sign));
  }

  @Override
  public CallbackRequest notice(Notice notice) {
    return form(fields(notice), THEIRS.getPrivate());
  }

  @Override
  public CallbackRequest forged(Notice notice) {
    return form(fields(notice), STRANGERS.getPrivate());
  }

  @Override
  protected boolean isForRefund(HttpServletRequest request) {
    return "alipay.trade.refund".equals(request.getParameter("method"));
  }

  @Override
  public CallbackRequest notice(RefundNotice notice) {
    return form(fields(notice), THEIRS.getPrivate());
  }

  @Override
  public CallbackRequest forged(RefundNotice notice) {
    return form(fields(notice), STRANGERS.getPrivate());
  }

  /** The fields of a genuine notice, to be changed by a test. */
  Map<String, String> fields(Notice notice) {
    Map<String, String> fields = new HashMap<>();
    fields.put("app_id", Objects.requireNonNullElse(notice.appId(), APP_ID));
    fields.put("seller_id", SELLER_ID);
    fields.put("notify_type", "trade_status_sync");
    fields.put("out_trade_no", notice.attemptNo());
    fields.put("trade_no", notice.tradeNo());
    fields.put("trade_status", "TRADE_SUCCESS");
    fields.put("total_amount", notice.amount().toYuan());
    fields.put("gmt_payment", "2026-11-23 16:00:00");
    fields.put("subject", "商品 & more=1");
    if (certificateMode) {
      fields.put("alipay_cert_sn", ALIPAY_SERIAL);
    }
    return fields;
  }

  Map<String, String> fields(RefundNotice notice) {
    Map<String, String> fields =
        fields(
            new Notice(
                notice.attemptNo(), notice.orderAmount(), notice.tradeNo(), notice.appId(), null));
    fields.put("refund_fee", notice.refundAmount().toYuan());
    fields.put("out_biz_no", notice.refundNo());
    fields.put("gmt_refund", "2026-11-23 17:00:00.123");
    return fields;
  }

  CallbackRequest form(Map<String, String> fields, @Nullable PrivateKey key) {
    Map<String, String> signed = new TreeMap<>(fields);
    if (key != null) {
      signed.put("sign", sign(key, join(signed)));
      signed.put("sign_type", "RSA2");
    }
    String body =
        signed.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return new CallbackRequest(
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  PrivateKey key() {
    return THEIRS.getPrivate();
  }

  /** Keys of nobody, to rotate to. */
  static KeyPair others() {
    return STRANGERS;
  }

  private static String join(Map<String, String> sorted) {
    return sorted.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("&"));
  }

  static Map<String, String> parameters(@Nullable String... forms) {
    Map<String, String> parameters = new TreeMap<>();
    for (String form : forms) {
      for (String pair : Objects.requireNonNullElse(form, "").split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          parameters.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return parameters;
  }
}
