package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.service.payments.h5.model.H5Info;
import com.wechat.pay.java.service.payments.h5.model.SceneInfo;
import com.wechat.pay.java.service.payments.jsapi.model.Payer;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayWithRequestPaymentResponse;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Closed;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens orders that the payer pays later: by a code, in WeChat, or from a phone's browser. */
final class WechatPayPrepay {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final String CURRENCY = "CNY";

  /** Refusals after which no order exists and the same request would be refused again. */
  private static final Set<String> REFUSALS =
      Set.of(
          "PARAM_ERROR",
          "INVALID_REQUEST",
          "APPID_MCHID_NOT_MATCH",
          "MCH_NOT_EXISTS",
          "NO_AUTH",
          "RULE_LIMIT",
          "ACCOUNT_ERROR",
          "TRADE_ERROR");

  private WechatPayPrepay() {}

  /** A code that a phone scans. */
  static ChannelOutcome byCode(WechatPayAccount account, ChannelOrder order, String notifyUrl) {
    Amount amount = new Amount();
    amount.setTotal((int) order.amount().fen());
    amount.setCurrency(CURRENCY);
    PrepayRequest request = new PrepayRequest();
    request.setAppid(account.appId());
    request.setMchid(account.mchId());
    request.setDescription(order.subject());
    request.setOutTradeNo(order.attemptNo());
    request.setTimeExpire(expiry(order));
    request.setNotifyUrl(notifyUrl);
    request.setAmount(amount);
    return issue(
        () -> {
          @Nullable String code = account.sdk().nativePay().prepay(request).getCodeUrl();
          return isMissing(code)
              ? new Unknown("prepay succeeded without a code")
              : new CodeIssued(code);
        });
  }

  /** Parameters for the payment in a page that is open in WeChat. */
  static ChannelOutcome inWechat(WechatPayAccount account, ChannelOrder order, String notifyUrl) {
    String openid = order.payer().payerId();
    if (openid == null) {
      return new Unknown("it is not known who pays");
    }
    var amount = new com.wechat.pay.java.service.payments.jsapi.model.Amount();
    amount.setTotal((int) order.amount().fen());
    amount.setCurrency(CURRENCY);
    Payer payer = new Payer();
    payer.setOpenid(openid);
    var request = new com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest();
    request.setAppid(account.appId());
    request.setMchid(account.mchId());
    request.setDescription(order.subject());
    request.setOutTradeNo(order.attemptNo());
    request.setTimeExpire(expiry(order));
    request.setNotifyUrl(notifyUrl);
    request.setAmount(amount);
    request.setPayer(payer);
    return issue(() -> params(account.sdk().jsapi().prepayWithRequestPayment(request)));
  }

  private static ChannelOutcome params(PrepayWithRequestPaymentResponse answer) {
    // The SDK signs the word null just the same.
    if (answer.getPackageVal().equals("prepay_id=null")
        || answer.getPackageVal().equals("prepay_id=")) {
      return new Unknown("prepay succeeded without a prepay id");
    }
    return new ParamsIssued(
        Map.of(
            "appId", answer.getAppId(),
            "timeStamp", answer.getTimeStamp(),
            "nonceStr", answer.getNonceStr(),
            "package", answer.getPackageVal(),
            "signType", answer.getSignType(),
            "paySign", answer.getPaySign()));
  }

  /** An address that opens WeChat from a phone's browser. */
  static ChannelOutcome fromBrowser(
      WechatPayAccount account, ChannelOrder order, String notifyUrl) {
    String payerIp = order.payer().payerIp();
    if (payerIp == null) {
      return new Unknown("it is not known where the payer is");
    }
    var amount = new com.wechat.pay.java.service.payments.h5.model.Amount();
    amount.setTotal((int) order.amount().fen());
    amount.setCurrency(CURRENCY);
    H5Info h5 = new H5Info();
    h5.setType("Wap");
    SceneInfo scene = new SceneInfo();
    scene.setPayerClientIp(payerIp);
    scene.setH5Info(h5);
    var request = new com.wechat.pay.java.service.payments.h5.model.PrepayRequest();
    request.setAppid(account.appId());
    request.setMchid(account.mchId());
    request.setDescription(order.subject());
    request.setOutTradeNo(order.attemptNo());
    request.setTimeExpire(expiry(order));
    request.setNotifyUrl(notifyUrl);
    request.setAmount(amount);
    request.setSceneInfo(scene);
    return issue(
        () -> {
          @Nullable String url = account.sdk().h5().prepay(request).getH5Url();
          return isMissing(url)
              ? new Unknown("prepay succeeded without an address")
              : new ParamsIssued(
                  Map.of(ParamsIssued.PAY_URL, returning(url, order.payer().returnUrl())));
        });
  }

  private static String returning(String url, @Nullable String returnUrl) {
    return returnUrl == null
        ? url
        : url
            + (url.contains("?") ? "&" : "?")
            + "redirect_url="
            + URLEncoder.encode(returnUrl, StandardCharsets.UTF_8);
  }

  private static ChannelOutcome issue(Supplier<ChannelOutcome> call) {
    return WechatPayCalls.answer(call, WechatPayPrepay::refused, Unknown::new);
  }

  private static ChannelOutcome refused(int httpStatus, @Nullable String code) {
    if (code != null && httpStatus >= 400 && httpStatus < 500) {
      if (REFUSALS.contains(code)) {
        return new Declined(code);
      }
      if (code.equals("ORDER_CLOSED")) {
        return new Closed();
      }
    }
    return new Unknown(WechatPayCalls.unexplained(httpStatus, code));
  }

  private static boolean isMissing(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private static String expiry(ChannelOrder order) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        order.expiresAt().truncatedTo(ChronoUnit.SECONDS).atZone(ZONE).toOffsetDateTime());
  }
}
