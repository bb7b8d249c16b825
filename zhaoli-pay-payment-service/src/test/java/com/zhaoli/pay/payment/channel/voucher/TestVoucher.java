package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.TestChannel;
import com.zhaoli.pay.payment.channel.voucher.VoucherSignature.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wallet's side: what it signs, what it takes, and what it says by its books. */
final class TestVoucher extends TestChannel {
  static final String APP_ID = "voucher-app-1";
  static final String SECRET = "0123456789abcdef0123456789abcdef-ours";
  private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210-theirs";
  private static final String PREFIX = "zhaoli.channels.voucher.accounts.platform.";
  private static final String WHEN = "2026-11-23T08:00:00Z";

  private final Clock clock = Clock.systemUTC();
  private final TestVoucherDesk desk = new TestVoucherDesk(books());
  private final JsonMapper json = new JsonMapper();
  private volatile String callbackUrl = "";

  /** The settings of an account, as an operator enters them. */
  Map<String, String> account() {
    return Map.of("app-id", APP_ID, "secret", SECRET, "base-url", url().toString());
  }

  @Override
  public Map<String, String> settings(Path directory) {
    Map<String, String> settings = new HashMap<>();
    account().forEach((name, value) -> settings.put(PREFIX + name, value));
    settings.remove(PREFIX + "secret");
    settings.put(PREFIX + "secret-file", write(directory, "secret.txt", SECRET));
    return settings;
  }

  @Override
  public List<Map<String, String>> wrongSettings() {
    return List.of(
        Map.of("app-id", "voucher-app-2"),
        Map.of("secret", OTHER_SECRET),
        Map.of("secret", "too short"),
        Map.of("base-url", "somewhere"));
  }

  @Override
  public String authCode() {
    return "770000123456789012";
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response, String body)
      throws IOException {
    if (!isSigned(request, body)) {
      // With whose secret should it sign for somebody whom it does not know?
      send(response, 401, "application/json", "{\"code\":\"BAD_SIGN\"}");
      return;
    }
    String path = request.getRequestURI();
    if (request.getMethod().equals("GET")) {
      send(response, 200, "text/csv", desk.bill());
      return;
    }
    JsonNode asked = json.readTree(body);
    callbackUrl = asked.path("callbackUrl").asString(callbackUrl);
    String answer =
        json.writeValueAsString(
            behaviour() == Behaviour.UNKNOWN_CODE
                ? Map.of("code", "SOMETHING_NEW")
                : desk.answer(path, asked, behaviour(), billsAreSpoilt()));
    String secret = behaviour() == Behaviour.FORGED ? OTHER_SECRET : SECRET;
    response.setHeader(
        VoucherClient.SIGN,
        sign(secret, answer, Kind.ANSWER, request.getHeader(VoucherClient.NONCE)));
    send(response, 200, "application/json", answer);
  }

  private static boolean isSigned(HttpServletRequest request, String body) {
    String expected =
        sign(
            SECRET,
            body,
            Kind.REQUEST,
            APP_ID,
            request.getRequestURI(),
            request.getHeader(VoucherClient.TIMESTAMP),
            request.getHeader(VoucherClient.NONCE));
    return APP_ID.equals(request.getHeader(VoucherClient.APP))
        && VoucherSignature.matches(expected, request.getHeader(VoucherClient.SIGN));
  }

  private static String sign(String secret, String body, Kind kind, String... parts) {
    return VoucherSignature.of(
        secret.getBytes(StandardCharsets.UTF_8),
        body.getBytes(StandardCharsets.UTF_8),
        kind,
        parts);
  }

  @Override
  public CallbackRequest notice(Notice notice) {
    return callback(json.writeValueAsString(told(notice)), signedAt(notice), SECRET);
  }

  @Override
  public CallbackRequest forged(Notice notice) {
    return callback(json.writeValueAsString(told(notice)), signedAt(notice), OTHER_SECRET);
  }

  @Override
  public CallbackRequest notice(RefundNotice notice) {
    return callback(json.writeValueAsString(told(notice)), clock.instant(), SECRET);
  }

  @Override
  public CallbackRequest forged(RefundNotice notice) {
    return callback(json.writeValueAsString(told(notice)), clock.instant(), OTHER_SECRET);
  }

  /** A genuine callback of this body. */
  CallbackRequest around(String body) {
    return callback(body, clock.instant(), SECRET);
  }

  /** Where callbacks are to go, as the latest call that said so. */
  String callbackUrl() {
    return callbackUrl;
  }

  private Instant signedAt(Notice notice) {
    Instant signedAt = notice.signedAt();
    return signedAt == null ? clock.instant() : signedAt;
  }

  private static Map<String, Object> told(Notice notice) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("code", "OK");
    told.put("appId", notice.appId() == null ? APP_ID : notice.appId());
    told.put("orderNo", notice.attemptNo());
    told.put("state", "PAID");
    told.put("tradeNo", notice.tradeNo());
    told.put("amount", notice.amount().fen());
    told.put("paidAt", WHEN);
    return told;
  }

  private static Map<String, Object> told(RefundNotice notice) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("code", "OK");
    told.put("appId", notice.appId() == null ? APP_ID : notice.appId());
    told.put("orderNo", notice.attemptNo());
    told.put("refundNo", notice.refundNo());
    told.put("state", "DONE");
    told.put("tradeNo", "R" + notice.refundNo());
    told.put("amount", notice.refundAmount().fen());
    told.put("doneAt", WHEN);
    return told;
  }

  private static CallbackRequest callback(String body, Instant signedAt, String secret) {
    String timestamp = Long.toString(signedAt.getEpochSecond());
    String nonce = UUID.randomUUID().toString();
    return new CallbackRequest(
        Map.of(
            VoucherClient.TIMESTAMP,
            timestamp,
            VoucherClient.NONCE,
            nonce,
            VoucherClient.SIGN,
            sign(secret, body, Kind.CALLBACK, timestamp, nonce)),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
