package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.domain.AlipayTradeCancelModel;
import com.alipay.api.domain.AlipayTradeCloseModel;
import com.alipay.api.domain.AlipayTradeCreateModel;
import com.alipay.api.domain.AlipayTradeFastpayRefundQueryModel;
import com.alipay.api.domain.AlipayTradePagePayModel;
import com.alipay.api.domain.AlipayTradePayModel;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.domain.AlipayTradeRefundModel;
import com.alipay.api.domain.AlipayTradeWapPayModel;
import com.alipay.api.request.AlipayTradeCancelRequest;
import com.alipay.api.request.AlipayTradeCloseRequest;
import com.alipay.api.request.AlipayTradeCreateRequest;
import com.alipay.api.request.AlipayTradeFastpayRefundQueryRequest;
import com.alipay.api.request.AlipayTradePagePayRequest;
import com.alipay.api.request.AlipayTradePayRequest;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.alipay.api.request.AlipayTradeWapPayRequest;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What we ask Alipay, as the SDK wants it. */
class AlipayRequests {
  /** A user's id; what an app gets instead of it, an open id, looks otherwise. */
  private static final Pattern USER_ID = Pattern.compile("2088\\d{12}");

  private static final Pattern PLACE = Pattern.compile("[0-9A-Za-z_\\-]{1,32}");

  private final ChannelProperties settings;

  AlipayRequests(ChannelProperties settings) {
    this.settings = settings;
  }

  AlipayTradePrecreateRequest precreate(ChannelOrder order) {
    AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTotalAmount(order.amount().toYuan());
    model.setSubject(subject(order));
    model.setTimeExpire(AlipayFormat.time(order.expiresAt()));
    AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
    request.setBizModel(model);
    request.setNotifyUrl(notifyUrl(order));
    return request;
  }

  /** A trade for this buyer, whose page in the wallet asks for the payment. */
  AlipayTradeCreateRequest create(ChannelOrder order, String payerId) {
    AlipayTradeCreateModel model = new AlipayTradeCreateModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTotalAmount(order.amount().toYuan());
    model.setSubject(subject(order));
    model.setTimeExpire(AlipayFormat.time(order.expiresAt()));
    if (USER_ID.matcher(payerId).matches()) {
      model.setBuyerId(payerId);
    } else {
      model.setBuyerOpenId(payerId);
    }
    AlipayTradeCreateRequest request = new AlipayTradeCreateRequest();
    request.setBizModel(model);
    request.setNotifyUrl(notifyUrl(order));
    return request;
  }

  AlipayTradeWapPayRequest wap(ChannelOrder order) {
    AlipayTradeWapPayModel model = new AlipayTradeWapPayModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTotalAmount(order.amount().toYuan());
    model.setSubject(subject(order));
    model.setTimeExpire(AlipayFormat.time(order.expiresAt()));
    model.setProductCode("QUICK_WAP_WAY");
    model.setQuitUrl(order.payer().returnUrl());
    AlipayTradeWapPayRequest request = new AlipayTradeWapPayRequest();
    request.setBizModel(model);
    request.setNotifyUrl(notifyUrl(order));
    request.setReturnUrl(order.payer().returnUrl());
    return request;
  }

  AlipayTradePagePayRequest page(ChannelOrder order) {
    AlipayTradePagePayModel model = new AlipayTradePagePayModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTotalAmount(order.amount().toYuan());
    model.setSubject(subject(order));
    model.setTimeExpire(AlipayFormat.time(order.expiresAt()));
    model.setProductCode("FAST_INSTANT_TRADE_PAY");
    AlipayTradePagePayRequest request = new AlipayTradePagePayRequest();
    request.setBizModel(model);
    request.setNotifyUrl(notifyUrl(order));
    request.setReturnUrl(order.payer().returnUrl());
    return request;
  }

  /** Takes the money of the payer who showed this barcode. */
  AlipayTradePayRequest barcode(ChannelOrder order, String authCode) {
    AlipayTradePayModel model = new AlipayTradePayModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTotalAmount(order.amount().toYuan());
    model.setSubject(subject(order));
    model.setTimeExpire(AlipayFormat.time(order.expiresAt()));
    model.setScene("bar_code");
    model.setAuthCode(authCode);
    model.setStoreId(place(order.payer().storeId()));
    model.setTerminalId(place(order.payer().terminalNo()));
    AlipayTradePayRequest request = new AlipayTradePayRequest();
    request.setBizModel(model);
    request.setNotifyUrl(notifyUrl(order));
    return request;
  }

  static AlipayTradeQueryRequest query(@Nullable String attemptNo, @Nullable String tradeNo) {
    AlipayTradeQueryModel model = new AlipayTradeQueryModel();
    model.setOutTradeNo(attemptNo);
    model.setTradeNo(tradeNo);
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeCloseRequest close(ChannelOrder order) {
    AlipayTradeCloseModel model = new AlipayTradeCloseModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTradeNo(order.channelTradeNo());
    AlipayTradeCloseRequest request = new AlipayTradeCloseRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeCancelRequest cancel(ChannelOrder order) {
    AlipayTradeCancelModel model = new AlipayTradeCancelModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTradeNo(order.channelTradeNo());
    AlipayTradeCancelRequest request = new AlipayTradeCancelRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeRefundRequest refund(ChannelRefund refund) {
    AlipayTradeRefundModel model = new AlipayTradeRefundModel();
    model.setOutTradeNo(refund.attemptNo());
    model.setTradeNo(refund.channelTradeNo());
    model.setOutRequestNo(refund.refundNo());
    model.setRefundAmount(refund.amount().toYuan());
    model.setRefundReason(refund.reason());
    AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
    request.setBizModel(model);
    return request;
  }

  static AlipayTradeFastpayRefundQueryRequest refundQuery(ChannelRefund refund) {
    AlipayTradeFastpayRefundQueryModel model = new AlipayTradeFastpayRefundQueryModel();
    model.setOutTradeNo(refund.attemptNo());
    model.setTradeNo(refund.channelTradeNo());
    model.setOutRequestNo(refund.refundNo());
    // Left out unless asked for.
    model.setQueryOptions(List.of("gmt_refund_pay"));
    AlipayTradeFastpayRefundQueryRequest request = new AlipayTradeFastpayRefundQueryRequest();
    request.setBizModel(model);
    return request;
  }

  private String notifyUrl(ChannelOrder order) {
    return settings.callbackUrl("alipay", order.channelAccountNo());
  }

  /**
   * Alipay does not take {@code / = &} in a subject, and writes bills as CSV with the subject
   * unquoted. Their wide forms read the same.
   */
  private static String subject(ChannelOrder order) {
    return order
        .subject()
        .replace('/', '／')
        .replace('=', '＝')
        .replace('&', '＆')
        .replace(',', '，')
        .replace('"', '＂');
  }

  /** Stores and terminals are for the merchant's own statements: a name of another form is left. */
  private static @Nullable String place(@Nullable String name) {
    return name != null && PLACE.matcher(name).matches() ? name : null;
  }
}
