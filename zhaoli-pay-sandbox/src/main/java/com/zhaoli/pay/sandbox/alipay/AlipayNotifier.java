package com.zhaoli.pay.sandbox.alipay;

import com.zhaoli.pay.sandbox.delivery.ChannelNotifier;
import com.zhaoli.pay.sandbox.delivery.Http;
import com.zhaoli.pay.sandbox.delivery.NotifyEvent;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.keys.AlipayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.Refund;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alipay's asynchronous notify: a signed form, sent again until the answer is exactly the seven
 * characters {@code success}.
 */
@Component
final class AlipayNotifier implements ChannelNotifier {
  private static final List<Duration> SCHEDULE =
      List.of(
          Duration.ofMinutes(4),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(15));

  private final AlipayKeys keys;
  private final AlipaySignature signature;
  private final JsonMapper json;
  private final Clock clock;

  AlipayNotifier(AlipayKeys keys, AlipaySignature signature, JsonMapper json, Clock clock) {
    this.keys = keys;
    this.signature = signature;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public FaultTarget faultTarget() {
    return FaultTarget.ALIPAY_NOTIFY;
  }

  @Override
  public List<Duration> schedule() {
    return SCHEDULE;
  }

  @Override
  public HttpRequest.Builder request(
      NotifyEvent event, String notifyId, String notifyUrl, Distortion distortion) {
    Map<String, String> parameters = parameters(event, notifyId, distortion.extraFen());
    String sign = signature.signNotify(parameters);
    if (distortion.badSignature()) {
      // A well-formed signature, of something else.
      parameters.put("notify_id", notifyId + "x");
    }
    parameters.put("sign", sign);
    return HttpRequest.newBuilder(URI.create(notifyUrl))
        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
        .POST(HttpRequest.BodyPublishers.ofString(form(parameters)));
  }

  @Override
  public boolean accepts(Http.Answer answer) {
    return answer.status() == 200 && answer.body().equals("success");
  }

  private Map<String, String> parameters(NotifyEvent event, String notifyId, long extraFen) {
    SandboxOrder order = event.order();
    Refund refund = event.refund();
    String yuan = AlipayFormat.yuan(order.amountFen() + (refund == null ? extraFen : 0));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("gmt_create", AlipayFormat.time(order.createdAt()));
    parameters.put("charset", "UTF-8");
    parameters.put("seller_email", "seller@sandbox.com");
    parameters.put("subject", order.subject());
    parameters.put("buyer_id", AlipayFormat.buyerId(order));
    parameters.put("invoice_amount", yuan);
    parameters.put("notify_id", notifyId);
    parameters.put("fund_bill_list", json.writeValueAsString(fundBills(yuan)));
    parameters.put("notify_type", "trade_status_sync");
    parameters.put("trade_status", "TRADE_SUCCESS");
    parameters.put("receipt_amount", yuan);
    parameters.put("buyer_pay_amount", yuan);
    parameters.put("app_id", keys.appId());
    parameters.put("sign_type", "RSA2");
    parameters.put("seller_id", keys.sellerId());
    Instant paidAt = order.paidAt();
    parameters.put("gmt_payment", AlipayFormat.time(paidAt == null ? clock.instant() : paidAt));
    parameters.put("notify_time", AlipayFormat.time(clock.instant()));
    String passback = order.attach();
    if (passback != null) {
      parameters.put("passback_params", passback);
    }
    parameters.put("version", "1.0");
    parameters.put("out_trade_no", order.channelOrderNo());
    parameters.put("total_amount", yuan);
    parameters.put("trade_no", String.valueOf(order.channelTradeNo()));
    parameters.put("auth_app_id", keys.appId());
    parameters.put("buyer_logon_id", AlipayFormat.buyerLogin(order));
    parameters.put("point_amount", "0.00");
    String certificate = order.verifyingSerial();
    if (certificate != null) {
      parameters.put("alipay_cert_sn", certificate);
    }
    if (refund != null) {
      addRefund(parameters, order, refund, extraFen);
    }
    return parameters;
  }

  /** A refund is told as a state of its trade; a trade that is refunded whole is closed by it. */
  private static void addRefund(
      Map<String, String> parameters, SandboxOrder order, Refund refund, long extraFen) {
    parameters.put("out_biz_no", refund.outRefundNo());
    parameters.put("refund_fee", AlipayFormat.yuan(refund.totalFen() + extraFen));
    parameters.put("gmt_refund", AlipayFormat.preciseTime(refund.settlesAt()));
    if (refund.totalFen() == order.amountFen()) {
      parameters.put("trade_status", "TRADE_CLOSED");
      parameters.put("gmt_close", AlipayFormat.time(refund.settlesAt()));
    }
  }

  /** Notifies name these fields in another style than the query does. */
  private static List<Map<String, String>> fundBills(String yuan) {
    return List.of(Map.of("amount", yuan, "fundChannel", "ALIPAYACCOUNT"));
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
