package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import com.zhaoli.pay.sdk.payment.PaymentStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A payment of the fake's. Guarded by the books that it is in. */
final class FakePayment {

  final String paymentNo;
  final PaymentDraft draft;
  final String payToken;
  final Instant createdAt;
  PaymentStatus status;
  @Nullable PaymentChannel channel;
  @Nullable String channelTradeNo;
  @Nullable Instant paidAt;
  @Nullable String failureCode;

  /** What was given back or is on its way back, and what was given back. */
  long refundReservedFen;

  long refundedFen;

  /** The wallet has the money, and nobody here has heard of it yet. */
  @Nullable PaymentChannel paidUnnoticedBy;

  private int eventVersion;

  FakePayment(String paymentNo, PaymentDraft draft, String payToken, Instant createdAt) {
    this.paymentNo = paymentNo;
    this.draft = draft;
    this.payToken = payToken;
    this.createdAt = createdAt;
    this.channel = draft.channel();
    this.status = isOpenedByPayer() ? PaymentStatus.CREATED : PaymentStatus.PAYING;
  }

  boolean isOpen() {
    return status == PaymentStatus.CREATED || status == PaymentStatus.PAYING;
  }

  boolean isPaid() {
    return status == PaymentStatus.SUCCEEDED || status == PaymentStatus.PARTIALLY_REFUNDED;
  }

  long refundableFen() {
    return draft.amount() - refundReservedFen;
  }

  int nextVersion() {
    return ++eventVersion;
  }

  /** No order is at a wallet before the payer has opened it. */
  private boolean isOpenedByPayer() {
    return draft.method() == PaymentMethod.AGGREGATE_QR || isWechatPageWithoutPayer();
  }

  private boolean isWechatPageWithoutPayer() {
    return draft.method() == PaymentMethod.WAP
        && draft.channel() == PaymentChannel.WECHAT
        && draft.payerIp() == null;
  }

  JsonBody toJson(String platformUrl) {
    String cashierUrl = platformUrl + "/cashier/" + payToken;
    return new JsonBody()
        .with("paymentNo", paymentNo)
        .with("outTradeNo", draft.outTradeNo())
        .with("amount", draft.amount())
        .with("subject", draft.subject())
        .with("method", draft.method().name())
        .with("channel", channel == null ? null : channel.name())
        .with("status", status.name())
        .with("codeUrl", codeUrl(cashierUrl))
        .with("payToken", payToken)
        .with("cashierUrl", draft.method() == PaymentMethod.BARCODE ? null : cashierUrl)
        .with("payParams", payParams(cashierUrl))
        .with("refundedAmount", refundedFen == 0 ? null : Long.valueOf(refundedFen))
        .with("createdAt", createdAt.toString())
        .with("expiresAt", createdAt.plusSeconds(draft.lifeSeconds()).toString())
        .with("paidAt", paidAt == null ? null : paidAt.toString())
        .with("channelTradeNo", channelTradeNo)
        .with("failureCode", failureCode)
        .with("attach", draft.attach())
        .with("storeId", draft.storeId())
        .with("terminalNo", draft.terminalNo());
  }

  private @Nullable String codeUrl(String cashierUrl) {
    boolean isWechat = draft.channel() == PaymentChannel.WECHAT;
    return switch (draft.method()) {
      case AGGREGATE_QR -> cashierUrl;
      case NATIVE ->
          isWechat
              ? "weixin://wxpay/bizpayurl?pr=" + payToken.substring(payToken.length() - 11)
              : "https://qr.alipay.com/bax" + payToken.substring(payToken.length() - 20);
      case PAGE ->
          isWechat
              ? "weixin://wxpay/bizpayurl?pr=" + payToken.substring(payToken.length() - 11)
              : null;
      case JSAPI, WAP, BARCODE, UNKNOWN -> null;
    };
  }

  private @Nullable JsonBody payParams(String cashierUrl) {
    boolean isWechat = draft.channel() == PaymentChannel.WECHAT;
    return switch (draft.method()) {
      case AGGREGATE_QR, NATIVE, BARCODE, UNKNOWN -> null;
      case JSAPI -> isWechat ? wechatParams() : new JsonBody().with("tradeNO", payToken);
      case WAP ->
          new JsonBody()
              .with(
                  "payUrl",
                  isWechatPageWithoutPayer()
                      ? cashierUrl
                      : isWechat
                          ? "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id="
                              + payToken
                          : "https://openapi.alipay.com/gateway.do?fake=" + payToken);
      case PAGE ->
          new JsonBody()
              .with(
                  "payUrl",
                  isWechat ? cashierUrl : "https://openapi.alipay.com/gateway.do?fake=" + payToken);
    };
  }

  private JsonBody wechatParams() {
    return new JsonBody()
        .with("appId", "wxfakefakefakefake")
        .with("timeStamp", Long.toString(createdAt.getEpochSecond()))
        .with("nonceStr", payToken.substring(payToken.length() - 16))
        .with("package", "prepay_id=" + payToken)
        .with("signType", "RSA")
        .with("paySign", "fake");
  }
}
