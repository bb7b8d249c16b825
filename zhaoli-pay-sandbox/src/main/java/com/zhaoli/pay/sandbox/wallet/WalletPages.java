package com.zhaoli.pay.sandbox.wallet;

import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** The pages as HTML: Chinese first, English beside it, no script at all. */
public final class WalletPages {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));
  private static final int SECONDS_BEFORE_RETURN = 2;

  private WalletPages() {}

  /**
   * The page of an order as it stands.
   *
   * @param action where the button posts to
   * @param back the merchant's page; null when it named none
   */
  static ResponseEntity<byte[]> order(
      SandboxOrder order, String buyer, String action, @Nullable URI back) {
    StringBuilder body = new StringBuilder();
    body.append("<p class=\"amount\">¥").append(yuan(order.amountFen())).append("</p>");
    body.append("<dl>");
    field(body, "商品", "Item", order.subject());
    field(body, "商户订单号", "Order", order.channelOrderNo());
    String payer = order.buyer();
    field(body, "付款人", "Payer", payer == null ? buyer : payer);
    Instant paidAt = order.paidAt();
    if (paidAt != null) {
      field(body, "付款时间", "Paid at", TIME.format(paidAt));
    } else if (order.canBePaid()) {
      field(body, "有效期至", "Valid until", TIME.format(order.expiresAt()));
    }
    body.append("</dl>");
    if (order.canBePaid()) {
      body.append("<form method=\"post\" action=\"").append(escape(action)).append("\">");
      body.append("<button>").append(words("确认付款", "Pay")).append("</button></form>");
      link(body, back, words("不付款，返回商家", "Back without paying"));
    } else {
      boolean paid = paidAt != null;
      body.append("<p class=\"result ").append(paid ? "good" : "bad").append("\" role=\"status\">");
      body.append(paid ? words("支付成功", "Paid") : words("订单已关闭", "Closed")).append("</p>");
      link(body, back, words("返回商家", "Back to the merchant"));
    }
    boolean leaves = back != null && paidAt != null;
    return page(HttpStatus.OK, order.channel(), body, leaves ? back : null);
  }

  /** A request for a page that the wallet refuses, in the wallet's own words. */
  public static ResponseEntity<byte[]> refused(String code, String message) {
    return message(HttpStatus.OK, Channel.ALIPAY, words(message, code));
  }

  static ResponseEntity<byte[]> notFound(Channel channel) {
    return message(
        HttpStatus.NOT_FOUND,
        channel,
        words("订单不存在，或链接已失效", "There is no such order, or the link has ended"));
  }

  private static ResponseEntity<byte[]> message(HttpStatus status, Channel channel, String words) {
    return page(
        status,
        channel,
        new StringBuilder("<p class=\"result bad\" role=\"alert\">").append(words).append("</p>"),
        null);
  }

  private static ResponseEntity<byte[]> page(
      HttpStatus status, Channel channel, StringBuilder body, @Nullable URI next) {
    String name =
        switch (channel) {
          case ALIPAY -> "支付宝";
          case WECHAT -> "微信支付";
        };
    String english =
        switch (channel) {
          case ALIPAY -> "Alipay";
          case WECHAT -> "WeChat Pay";
        };
    StringBuilder html = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><head>");
    html.append("<meta charset=\"utf-8\">");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.append("<title>").append(name).append("沙箱 · ").append(english);
    html.append(" sandbox</title>");
    if (next != null) {
      html.append("<meta http-equiv=\"refresh\" content=\"")
          .append(SECONDS_BEFORE_RETURN)
          .append(";url=")
          .append(escape(next.toString()))
          .append("\">");
    }
    html.append("<link rel=\"icon\" href=\"/wallet/icon.svg\">");
    html.append("<link rel=\"stylesheet\" href=\"/wallet/wallet.css\"></head>");
    html.append("<body class=\"").append(channel.name()).append("\"><header><h1>").append(name);
    html.append(" <span lang=\"en\">").append(english).append("</span></h1>");
    html.append("<p>").append(words("沙箱，没有真实的钱", "Sandbox: no real money"));
    html.append("</p></header><main>").append(body).append("</main></body></html>");
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Cache-Control", "no-store")
        .body(html.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void field(StringBuilder body, String name, String english, String value) {
    body.append("<dt>").append(words(name, english)).append("</dt>");
    body.append("<dd>").append(escape(value)).append("</dd>");
  }

  private static void link(StringBuilder body, @Nullable URI to, String words) {
    if (to != null) {
      body.append("<a class=\"back\" href=\"").append(escape(to.toString())).append("\">");
      body.append(words).append("</a>");
    }
  }

  private static String words(String chinese, String english) {
    return escape(chinese) + " <span lang=\"en\">" + escape(english) + "</span>";
  }

  private static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }
}
