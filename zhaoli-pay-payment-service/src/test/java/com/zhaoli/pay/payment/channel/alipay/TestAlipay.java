package com.zhaoli.pay.payment.channel.alipay;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackRequest;
import com.zhaoli.pay.payment.channel.TestChannel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alipay's gateway: precreate, query and notices. */
public final class TestAlipay extends TestChannel {
  public static final String APP_ID = "2021000000000001";
  private static final String SELLER_ID = "2088000000000001";
  private final JsonMapper json = new JsonMapper();

  @Override
  public Map<String, String> settings(Path directory) {
    String prefix = "zhaoli.channels.alipay.accounts.platform.";
    return Map.of(
        prefix + "app-id",
        APP_ID,
        prefix + "app-id-file",
        directory.resolve("none").toString(),
        prefix + "seller-id",
        SELLER_ID,
        prefix + "private-key-file",
        write(directory, "alipay-app.txt", base64(OURS.getPrivate().getEncoded())),
        prefix + "alipay-public-key-file",
        write(directory, "alipay.txt", base64(THEIRS.getPublic().getEncoded())),
        prefix + "gateway-url",
        url() + "/gateway.do");
  }

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response, String body)
      throws IOException {
    Map<String, String> parameters = new TreeMap<>();
    parse(request.getQueryString(), parameters);
    parse(body, parameters);
    String sign = parameters.remove("sign");
    String method = parameters.getOrDefault("method", "");
    JsonNode order = json.readTree(parameters.getOrDefault("biz_content", "{}"));
    String content =
        verifies(OURS.getPublic(), join(parameters), String.valueOf(sign))
            ? content(method, order)
            : failure("40002", "isv.invalid-signature");
    String signature = sign(signingKey(), content);
    send(
        response,
        200,
        "text/html;charset=utf-8",
        "{\""
            + method.replace('.', '_')
            + "_response\":"
            + content
            + ",\"sign\":\""
            + signature
            + "\"}");
  }

  private String content(String method, JsonNode order) {
    String attemptNo = order.path("out_trade_no").asString();
    if (behaviour() == Behaviour.DECLINES) {
      return failure("40004", "ACQ.ACCESS_FORBIDDEN");
    }
    if (behaviour() == Behaviour.UNKNOWN_CODE) {
      return failure("40004", "ACQ.SOMETHING_NEW");
    }
    if (method.equals("alipay.trade.precreate")) {
      open(attemptNo, Money.ofYuan(order.path("total_amount").asString()));
      return "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"%s\",\"qr_code\":\"https://qr.alipay.com/%s\"}"
          .formatted(attemptNo, attemptNo);
    }
    Trade trade = trade(attemptNo);
    if (trade == null || trade.open()) {
      // Until the payer scans the code there is no trade.
      return failure("40004", "ACQ.TRADE_NOT_EXIST");
    }
    return trade.closed()
        ? "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"%s\",\"trade_no\":\"x\",\"trade_status\":\"TRADE_CLOSED\",\"total_amount\":\"%s\"}"
            .formatted(attemptNo, trade.amount().toYuan())
        : "{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"%s\",\"trade_no\":\"%s\",\"trade_status\":\"TRADE_SUCCESS\",\"total_amount\":\"%s\",\"send_pay_date\":\"2026-11-23 16:00:00\"}"
            .formatted(attemptNo, trade.tradeNo(), trade.amount().toYuan());
  }

  private static String failure(String code, String subCode) {
    return "{\"code\":\"%s\",\"msg\":\"Business Failed\",\"sub_code\":\"%s\",\"sub_msg\":\"no\"}"
        .formatted(code, subCode);
  }

  @Override
  public CallbackRequest notice(Notice notice) {
    return form(fields(notice), THEIRS.getPrivate());
  }

  @Override
  public CallbackRequest forged(Notice notice) {
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

  private static String join(Map<String, String> sorted) {
    return sorted.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("&"));
  }

  private static void parse(@Nullable String form, Map<String, String> into) {
    if (form == null) {
      return;
    }
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        into.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
  }
}
