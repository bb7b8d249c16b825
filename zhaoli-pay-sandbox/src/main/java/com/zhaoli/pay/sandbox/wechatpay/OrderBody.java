package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.WechatPayKeys;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderDraft;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The body of an order of any kind, as the merchant sends it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record OrderBody(
    @Nullable String appid,
    @Nullable String mchid,
    @Nullable String description,
    @Nullable String outTradeNo,
    @Nullable String timeExpire,
    @Nullable String attach,
    @Nullable String notifyUrl,
    @Nullable Amount amount,
    @Nullable Payer payer,
    @Nullable SceneInfo sceneInfo) {
  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_\\-*]{6,32}");

  /** Amount in fen. */
  record Amount(@Nullable Long total, @Nullable String currency) {}

  /** Who pays: known by openid inside WeChat, by the barcode at a till. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Payer(@Nullable String openid, @Nullable String authCode) {}

  /** Where the payer is. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record SceneInfo(
      @Nullable String payerClientIp, @Nullable H5Info h5Info, @Nullable StoreInfo storeInfo) {}

  record H5Info(@Nullable String type) {}

  /** The store, by WeChat's number of it or by the merchant's own. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record StoreInfo(@Nullable String id, @Nullable String outId) {}

  /** The order, all of whose common fields are as WeChat Pay wants them; or its refusal. */
  OrderDraft validated(PaymentMethod method, WechatPayKeys keys, Instant now) {
    if (!keys.mchId().equals(mchid)) {
      throw WechatPayError.parameter("商户号与签名的商户号不一致");
    }
    if (!keys.appId().equals(appid)) {
      throw new WechatPayError(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配");
    }
    String number = outTradeNo;
    if (number == null || !OUT_TRADE_NO.matcher(number).matches()) {
      throw WechatPayError.parameter("商户订单号只能是数字、大小写字母_-*，长度6到32");
    }
    String text = description;
    if (text == null || text.isBlank() || text.length() > 127) {
      throw WechatPayError.parameter("商品描述必填，最长127");
    }
    if (attach != null && attach.length() > 128) {
      throw WechatPayError.parameter("商户数据包最长128");
    }
    OrderDraft draft =
        new OrderDraft(Channel.WECHAT, method, number, totalFen(), text, now, expiry(now))
            .attach(attach);
    // A payment by barcode is never notified: the till asks.
    return method == PaymentMethod.BARCODE ? draft : draft.notifyUrl(NotifyUrl.required(notifyUrl));
  }

  /** The openid that an order inside WeChat must name. */
  String openid() {
    String openid = payer == null ? null : payer.openid();
    if (openid == null || !openid.matches("[0-9A-Za-z_-]{1,128}")) {
      throw WechatPayError.parameter("支付者openid必填");
    }
    return openid;
  }

  /** The barcode that a payment at a till must carry, and where the till is. */
  String authCode() {
    String code = payer == null ? null : payer.authCode();
    StoreInfo store = sceneInfo == null ? null : sceneInfo.storeInfo();
    if (store == null || (store.id() == null && store.outId() == null)) {
      throw WechatPayError.parameter("门店信息store_info必填");
    }
    if (code == null || !code.matches("1[0-5]\\d{16}")) {
      throw new WechatPayError(400, "AUTH_CODE_INVALID", "请扫描微信支付授权码(以10/11/12/13/14/15为前缀的18位数字)");
    }
    return code;
  }

  /** An order in a phone's browser must say where it comes from. */
  void mustHaveH5Scene() {
    SceneInfo scene = sceneInfo;
    H5Info h5 = scene == null ? null : scene.h5Info();
    if (scene == null || scene.payerClientIp() == null || h5 == null || h5.type() == null) {
      throw WechatPayError.parameter("H5支付的场景信息必填");
    }
  }

  private long totalFen() {
    Long total = amount == null ? null : amount.total();
    if (total == null || total < 1 || total > 100_000_000_000L) {
      throw WechatPayError.parameter("订单金额不正确");
    }
    if (amount != null && amount.currency() != null && !"CNY".equals(amount.currency())) {
      throw WechatPayError.parameter("货币类型只支持CNY");
    }
    return total;
  }

  private Instant expiry(Instant now) {
    if (timeExpire == null) {
      return now.plusSeconds(7200);
    }
    try {
      Instant at = OffsetDateTime.parse(timeExpire).toInstant();
      if (at.isAfter(now)) {
        return at;
      }
    } catch (DateTimeException e) {
      throw WechatPayError.parameter("交易结束时间不是RFC3339格式");
    }
    throw WechatPayError.parameter("交易结束时间必须晚于当前时间");
  }
}
