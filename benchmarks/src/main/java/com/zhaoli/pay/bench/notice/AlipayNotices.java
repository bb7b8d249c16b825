package com.zhaoli.pay.bench.notice;

import com.zhaoli.pay.bench.load.HttpAnswer;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Alipay's notice: a form whose signature covers all fields but sign and sign_type. */
public final class AlipayNotices implements ChannelNotices {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  private final String appId;
  private final String sellerId;
  private final PrivateKey key;
  private final Clock clock;

  /** With the keys in the sandbox's directory. */
  public AlipayNotices(Path sandboxDir, Clock clock) {
    ChannelKeys keys = new ChannelKeys(sandboxDir.resolve("alipay"));
    this.appId = keys.text("app-id.txt");
    this.sellerId = keys.text("seller-id.txt");
    this.key = keys.privateKey("alipay-private-key.txt");
    this.clock = clock;
  }

  @Override
  public String channel() {
    return "ALIPAY";
  }

  @Override
  public String path() {
    return "/callback/alipay";
  }

  @Override
  public Notice sign(PaidOrder order) {
    Map<String, String> fields = new TreeMap<>(fields(order));
    String content =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    fields.put("sign_type", "RSA2");
    fields.put("sign", ChannelKeys.sign(key, content.getBytes(StandardCharsets.UTF_8)));
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return new Notice(
        Map.of("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"),
        form.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, String> fields(PaidOrder order) {
    String yuan = BigDecimal.valueOf(order.amountFen(), 2).toPlainString();
    String paidAt = TIME.format(order.paidAt());
    Instant now = clock.instant();
    return Map.ofEntries(
        Map.entry("gmt_create", paidAt),
        Map.entry("gmt_payment", paidAt),
        Map.entry("notify_time", TIME.format(now)),
        Map.entry("notify_type", "trade_status_sync"),
        Map.entry("notify_id", "bench" + order.tradeNo()),
        Map.entry("charset", "UTF-8"),
        Map.entry("version", "1.0"),
        Map.entry("app_id", appId),
        Map.entry("auth_app_id", appId),
        Map.entry("seller_id", sellerId),
        Map.entry("seller_email", "seller@sandbox.com"),
        Map.entry("buyer_id", "2088000000000001"),
        Map.entry("buyer_logon_id", "ben***@sandbox.com"),
        Map.entry("subject", order.subject()),
        Map.entry("out_trade_no", order.attemptNo()),
        Map.entry("trade_no", order.tradeNo()),
        Map.entry("trade_status", "TRADE_SUCCESS"),
        Map.entry("total_amount", yuan),
        Map.entry("receipt_amount", yuan),
        Map.entry("invoice_amount", yuan),
        Map.entry("buyer_pay_amount", yuan),
        Map.entry("point_amount", "0.00"),
        Map.entry(
            "fund_bill_list", "[{\"amount\":\"" + yuan + "\",\"fundChannel\":\"ALIPAYACCOUNT\"}]"));
  }

  @Override
  public boolean isAccepted(HttpAnswer answer) {
    return answer.status() == 200 && answer.text().equals("success");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
