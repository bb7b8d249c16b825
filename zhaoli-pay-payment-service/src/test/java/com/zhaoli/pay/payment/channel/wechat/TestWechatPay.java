package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.TestChannel;
import com.zhaoli.pay.payment.channel.wechat.TestDesk.Reply;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** WeChat Pay APIv3, its notices and its bills, and the sign-in of official accounts. */
public final class TestWechatPay extends TestChannel {
  public static final String APP_ID = "wx0000000000000001";
  static final String MCH_ID = "1600000001";
  static final String API_V3_KEY = "0123456789abcdef0123456789abcdef";
  static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0116000000012026112300000000000000";
  static final String CERTIFICATE_SERIAL = "7B2C0D1E2F3A4B5C6D7E8F901234567890ABCDEF";
  private static final String APP_SECRET = "0123456789abcdef0123456789abcd3f";
  private static final String PREFIX = "zhaoli.channels.wechat.accounts.platform.";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "WECHATPAY2-SHA256-RSA2048 mchid=\"(.*?)\",nonce_str=\"(.*?)\",timestamp=\"(.*?)\",serial_no=\"(.*?)\",signature=\"(.*?)\"");
  private static final String CERTIFICATE = TestCertificate.pem(THEIRS, CERTIFICATE_SERIAL);
  private final Clock clock = Clock.systemUTC();
  private final TestDesk desk = new TestDesk(books());
  private final TestNotices notices = new TestNotices(clock);
  private final Map<String, Reply> scripted = new ConcurrentHashMap<>();
  private volatile String lastBody = "";
  private volatile boolean signsNothing;
  private volatile @Nullable String billText;
  private volatile byte @Nullable [] billFile;

  /** The settings of an account that works with WeChat Pay's public key. */
  Map<String, String> account() {
    Map<String, String> account = new HashMap<>(accountWithCertificates());
    account.put("public-key-id", PUBLIC_KEY_ID);
    account.put("public-key", pem("PUBLIC KEY", THEIRS.getPublic().getEncoded()));
    return account;
  }

  /** The settings of an account that works with certificates. */
  Map<String, String> accountWithCertificates() {
    return Map.of(
        "mch-id",
        MCH_ID,
        "app-id",
        APP_ID,
        "merchant-serial",
        "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        "private-key",
        pem("PRIVATE KEY", OURS.getPrivate().getEncoded()),
        "api-v3-key",
        API_V3_KEY,
        "base-url",
        url().toString(),
        "app-secret",
        APP_SECRET,
        "oauth-url",
        url().toString(),
        "authorize-url",
        url() + "/connect/oauth2/authorize");
  }

  @Override
  public Map<String, String> settings(Path directory) {
    Map<String, String> settings = new HashMap<>();
    account()
        .forEach(
            (name, value) -> {
              if (name.endsWith("-key")) {
                settings.put(PREFIX + name + "-file", write(directory, name + ".txt", value));
              } else {
                settings.put(PREFIX + name, value);
              }
            });
    return settings;
  }

  @Override
  public List<Map<String, String>> wrongSettings() {
    return List.of(
        Map.of("mch-id", "1600000002"),
        Map.of("private-key", pem("PRIVATE KEY", STRANGERS.getPrivate().getEncoded())),
        Map.of("private-key", "no key at all, but long enough to be seen"),
        Map.of("api-v3-key", "too short"),
        Map.of("api-v3-key", "fedcba9876543210fedcba9876543210"),
        Map.of("public-key-id", "PUB_KEY_ID_0116000000012026112300000000000001"),
        Map.of("public-key-id", ""),
        Map.of("public-key", pem("PUBLIC KEY", STRANGERS.getPublic().getEncoded())),
        Map.of("base-url", "somewhere"));
  }

  private static String pem(String kind, byte[] encoded) {
    return "-----BEGIN " + kind + "-----\n" + base64(encoded) + "\n-----END " + kind + "-----";
  }

  @Override
  public String authCode() {
    return "130000123456789012";
  }

  @Override
  public String payerId() {
    return "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  }

  @Override
  public String userAgent() {
    return "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50";
  }

  /** From now on this is the answer to every call whose path ends so. */
  void script(String pathEnd, int httpStatus, String body) {
    scripted.put(pathEnd, new Reply(httpStatus, body));
  }

  /** From now on answers bear no signature. */
  void signNothing() {
    signsNothing = true;
  }

  /** From now on there is this bill of every day, as a file of this content. */
  void bill(String text, byte[] file) {
    billText = text;
    billFile = file.clone();
  }

  /** What the latest call of the API brought. */
  String lastBody() {
    return lastBody;
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response, String body)
      throws IOException {
    String path = request.getRequestURI();
    if (path.startsWith("/sns/")) {
      send(response, 200, "text/plain", signIn(request));
      return;
    }
    if (!isSigned(request, body)) {
      // WeChat Pay signs no answer to somebody whom it does not know.
      Reply refusal = Reply.error(401, "SIGN_ERROR");
      send(response, refusal.httpStatus(), "application/json", refusal.body());
      return;
    }
    if (path.equals("/v3/billdownload/file") && scripted(path).isEmpty()) {
      response.setContentType("application/x-gzip");
      byte[] file = billFile;
      response
          .getOutputStream()
          .write(file == null ? TestBill.zipped(TestBill.of(books()).text()) : file);
      return;
    }
    lastBody = body;
    sendSigned(request, response, reply(request, path, body));
  }

  /** Whether our key signed this. */
  static boolean isOurs(String text, String signature) {
    return verifies(OURS.getPublic(), text, signature);
  }

  private Optional<Reply> scripted(String path) {
    return scripted.entrySet().stream()
        .filter(entry -> path.endsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private Reply reply(HttpServletRequest request, String path, String body) {
    Optional<Reply> script = scripted(path);
    if (script.isPresent()) {
      return script.get();
    }
    if (behaviour() == Behaviour.UNKNOWN_CODE) {
      return Reply.error(400, "SOMETHING_NEW");
    }
    if (behaviour() == Behaviour.DECLINES && request.getMethod().equals("POST")) {
      return Reply.error(403, "NO_AUTH");
    }
    return switch (path) {
      case "/v3/certificates" -> new Reply(200, notices.certificates(CERTIFICATE));
      case "/v3/bill/tradebill" -> bill(LocalDate.parse(request.getParameter("bill_date")));
      default -> desk.answer(request.getMethod(), path, body, behaviour());
    };
  }

  private Reply bill(LocalDate day) {
    String text = billText;
    if (text == null && !books().isBilled(day)) {
      return Reply.error(400, "NO_STATEMENT_EXIST");
    }
    String shown = text == null ? TestBill.of(books()).text() : text;
    return new Reply(
        200,
        "{\"hash_type\":\"SHA1\",\"hash_value\":\"%s\",\"download_url\":\"https://api.mch.weixin.qq.com/v3/billdownload/file?token=a%%2Bb&tartype=gzip\"}"
            .formatted(TestBill.sha1(billsAreSpoilt() ? shown + "x" : shown)));
  }

  private String signIn(HttpServletRequest request) {
    Optional<Reply> script = scripted(request.getRequestURI());
    if (script.isPresent()) {
      return script.get().body();
    }
    boolean ours =
        APP_ID.equals(request.getParameter("appid"))
            && APP_SECRET.equals(request.getParameter("secret"))
            && "authorization_code".equals(request.getParameter("grant_type"));
    if (!ours || behaviour() == Behaviour.UNKNOWN_CODE) {
      return "{\"errcode\":40125,\"errmsg\":\"invalid appsecret\"}";
    }
    return books()
        .redeem(request.getParameter("code"))
        .map(openid -> "{\"access_token\":\"x\",\"expires_in\":7200,\"openid\":\"" + openid + "\"}")
        .orElse("{\"errcode\":40163,\"errmsg\":\"code been used\"}");
  }

  private boolean isSigned(HttpServletRequest request, String body) {
    Matcher authorization =
        AUTHORIZATION.matcher(String.valueOf(request.getHeader("Authorization")));
    String query = request.getQueryString();
    return authorization.matches()
        && authorization.group(1).equals(MCH_ID)
        && verifies(
            OURS.getPublic(),
            String.join(
                    "\n",
                    request.getMethod(),
                    request.getRequestURI() + (query == null ? "" : "?" + query),
                    authorization.group(3),
                    authorization.group(2),
                    body)
                + "\n",
            authorization.group(5));
  }

  private void sendSigned(HttpServletRequest request, HttpServletResponse response, Reply reply)
      throws IOException {
    if (!signsNothing) {
      String asked = request.getHeader("Wechatpay-Serial");
      boolean byCertificate = asked == null || asked.isEmpty() || asked.equals(CERTIFICATE_SERIAL);
      signedHeaders(
              reply.body(),
              signingKey(),
              clock.instant(),
              byCertificate ? CERTIFICATE_SERIAL : PUBLIC_KEY_ID)
          .forEach((name, value) -> response.setHeader(name, value));
    }
    if (reply.httpStatus() == 204) {
      response.setStatus(204);
    } else {
      send(response, reply.httpStatus(), "application/json", reply.body());
    }
  }

  static Map<String, String> signedHeaders(String body, PrivateKey key, Instant at, String serial) {
    String timestamp = Long.toString(at.getEpochSecond());
    String nonce = UUID.randomUUID().toString().replace("-", "");
    return Map.of(
        "Wechatpay-Timestamp", timestamp,
        "Wechatpay-Nonce", nonce,
        "Wechatpay-Serial", serial,
        "Wechatpay-Signature", sign(key, timestamp + "\n" + nonce + "\n" + body + "\n"),
        "Request-ID", "test");
  }

  TestNotices notices() {
    return notices;
  }

  @Override
  public CallbackRequest notice(Notice notice) {
    return notices.payment(notice, THEIRS.getPrivate());
  }

  @Override
  public CallbackRequest forged(Notice notice) {
    return notices.payment(notice, STRANGERS.getPrivate());
  }

  @Override
  protected boolean isForRefund(HttpServletRequest request) {
    return request.getMethod().equals("POST")
        && request.getRequestURI().equals("/v3/refund/domestic/refunds");
  }

  @Override
  public CallbackRequest notice(RefundNotice notice) {
    return notices.refund(notice, "SUCCESS", THEIRS.getPrivate());
  }

  @Override
  public CallbackRequest forged(RefundNotice notice) {
    return notices.refund(notice, "SUCCESS", STRANGERS.getPrivate());
  }

  /** A genuine notice of how a refund ended. */
  CallbackRequest notice(RefundNotice notice, String state) {
    return notices.refund(notice, state, THEIRS.getPrivate());
  }

  /** A genuine envelope. */
  CallbackRequest around(String eventType, String originalType, String resource) {
    return notices.envelope(eventType, originalType, resource, THEIRS.getPrivate(), null);
  }

  /** Genuine, whatever the body is. */
  CallbackRequest signed(byte[] body, String text) {
    return new CallbackRequest(
        signedHeaders(text, THEIRS.getPrivate(), clock.instant(), PUBLIC_KEY_ID), body);
  }
}
