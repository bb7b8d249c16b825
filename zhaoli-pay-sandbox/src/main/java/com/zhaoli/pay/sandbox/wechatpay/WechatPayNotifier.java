package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.delivery.ChannelNotifier;
import com.zhaoli.pay.sandbox.delivery.Http;
import com.zhaoli.pay.sandbox.delivery.NotifyEvent;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.Refund;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** WeChat Pay's notify: signed headers, an encrypted resource, sent again until 200 or 204. */
@Component
final class WechatPayNotifier implements ChannelNotifier {
  private static final List<Duration> SCHEDULE =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3),
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMinutes(60),
          Duration.ofHours(3),
          Duration.ofHours(3),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(6));

  private final WechatPayKeys keys;
  private final WechatPaySigner signer;
  private final Transactions transactions;
  private final RefundDescription refunds;
  private final JsonMapper json;
  private final Clock clock;

  WechatPayNotifier(
      WechatPayKeys keys,
      WechatPaySigner signer,
      Transactions transactions,
      RefundDescription refunds,
      JsonMapper json,
      Clock clock) {
    this.keys = keys;
    this.signer = signer;
    this.transactions = transactions;
    this.refunds = refunds;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public FaultTarget faultTarget() {
    return FaultTarget.WECHAT_PAY_NOTIFY;
  }

  @Override
  public List<Duration> schedule() {
    return SCHEDULE;
  }

  @Override
  public HttpRequest.Builder request(
      NotifyEvent event, String notifyId, String notifyUrl, Distortion distortion) {
    Content content = content(event, distortion.extraFen());
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("original_type", content.type());
    resource.putAll(
        AesGcm.encrypt(
            keys.apiV3Key(), json.writeValueAsBytes(content.description()), content.type()));
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("id", notifyId);
    notification.put("create_time", Transactions.time(clock.instant()));
    notification.put("resource_type", "encrypt-resource");
    notification.put("event_type", content.event());
    notification.put("summary", content.summary());
    notification.put("resource", resource);
    byte[] body = json.writeValueAsBytes(notification);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(notifyUrl))
            .header("Content-Type", "application/json")
            .header("Accept", "*/*")
            .header("User-Agent", "Mozilla/4.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signer
        .headers(body, signer.serialFor(event.order().verifyingSerial()), distortion.badSignature())
        .forEach(request::header);
    return request;
  }

  /** What is told, and under which names. */
  private record Content(
      String type, String event, String summary, Map<String, Object> description) {}

  private Content content(NotifyEvent event, long extraFen) {
    Refund refund = event.refund();
    if (refund == null) {
      return new Content(
          "transaction",
          "TRANSACTION.SUCCESS",
          "支付成功",
          transactions.describePaid(event.order(), extraFen));
    }
    String summary =
        switch (refund.outcome()) {
          case SUCCESS -> "退款成功";
          case ABNORMAL -> "退款异常";
          case PROCESSING, CLOSED -> "退款关闭";
        };
    return new Content(
        "refund",
        "REFUND." + refund.outcome(),
        summary,
        refunds.notice(event.order(), refund, extraFen));
  }

  @Override
  public boolean accepts(Http.Answer answer) {
    return answer.status() == 200 || answer.status() == 204;
  }
}
