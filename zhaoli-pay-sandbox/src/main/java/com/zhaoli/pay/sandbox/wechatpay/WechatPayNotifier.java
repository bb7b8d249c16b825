package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.delivery.ChannelNotifier;
import com.zhaoli.pay.sandbox.delivery.Http;
import com.zhaoli.pay.sandbox.fault.FaultTarget;
import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
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
  private final JsonMapper json;
  private final Clock clock;

  WechatPayNotifier(
      WechatPayKeys keys,
      WechatPaySigner signer,
      Transactions transactions,
      JsonMapper json,
      Clock clock) {
    this.keys = keys;
    this.signer = signer;
    this.transactions = transactions;
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
      SandboxOrder order, String notifyId, String notifyUrl, Distortion distortion) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("original_type", "transaction");
    resource.putAll(
        AesGcm.encrypt(
            keys.apiV3Key(),
            json.writeValueAsBytes(transactions.describe(order, distortion.extraFen())),
            "transaction"));
    Map<String, Object> notification = new LinkedHashMap<>();
    notification.put("id", notifyId);
    notification.put("create_time", Transactions.time(clock.instant()));
    notification.put("resource_type", "encrypt-resource");
    notification.put("event_type", "TRANSACTION.SUCCESS");
    notification.put("summary", "支付成功");
    notification.put("resource", resource);
    byte[] body = json.writeValueAsBytes(notification);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(notifyUrl))
            .header("Content-Type", "application/json")
            .header("Accept", "*/*")
            .header("User-Agent", "Mozilla/4.0")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    signer
        .headers(body, signer.serialFor(order.verifyingSerial()), distortion.badSignature())
        .forEach(request::header);
    return request;
  }

  @Override
  public boolean accepts(Http.Answer answer) {
    return answer.status() == 200 || answer.status() == 204;
  }
}
