package com.zhaoli.pay.payment.channel.wechat;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** WeChat Pay, in all ways that it can be paid in. */
class WechatPayChannel implements PaymentChannel {
  private static final int MAX_FEN = Integer.MAX_VALUE;

  private static final Pattern AUTH_CODE = Pattern.compile("1[0-5]\\d{16}");
  private static final BarcodeRules BARCODE_RULES =
      new BarcodeRules(Duration.ofSeconds(5), Duration.ofSeconds(30));

  private final WechatPayAccounts accounts;
  private final ChannelProperties settings;

  WechatPayChannel(WechatPayAccounts accounts, ChannelProperties settings) {
    this.accounts = accounts;
    this.settings = settings;
  }

  @Override
  public Channel channel() {
    return Channel.WECHAT;
  }

  @Override
  public boolean supports(PaymentMethod method) {
    return switch (method) {
      case NATIVE, JSAPI, WAP, PAGE, BARCODE -> true;
      case AGGREGATE_QR -> false;
    };
  }

  @Override
  public boolean needsPayerIp() {
    return true;
  }

  @Override
  public boolean isAuthCode(String authCode) {
    return AUTH_CODE.matcher(authCode).matches();
  }

  @Override
  public BarcodeRules barcodeRules() {
    return BARCODE_RULES;
  }

  @Override
  public ChannelOutcome pay(ChannelOrder order) {
    if (order.amount().fen() > MAX_FEN) {
      // The protocol's integer ends there; WeChat's own limits are far lower.
      return new Declined("AMOUNT_TOO_LARGE");
    }
    WechatPayAccount account = accounts.get(order.channelAccountNo());
    String notifyUrl = notifyUrl(order.channelAccountNo());
    return switch (order.method()) {
      // WeChat Pay has no page of its own for desktops: the shop's page shows the code.
      case NATIVE, PAGE -> WechatPayPrepay.byCode(account, order, notifyUrl);
      case JSAPI -> WechatPayPrepay.inWechat(account, order, notifyUrl);
      case WAP -> WechatPayPrepay.fromBrowser(account, order, notifyUrl);
      case BARCODE -> WechatPayBarcode.pay(account, order);
      case AGGREGATE_QR -> throw new IllegalArgumentException("no wallet's own way of paying");
    };
  }

  @Override
  public ChannelOutcome query(ChannelOrder order) {
    return WechatPayQueries.query(accounts.get(order.channelAccountNo()), order);
  }

  @Override
  public Optional<String> findAttemptNo(String channelAccountNo, String channelTradeNo) {
    return WechatPayQueries.findAttemptNo(accounts.get(channelAccountNo), channelTradeNo);
  }

  @Override
  public CloseOutcome close(ChannelOrder order) {
    return WechatPayQueries.close(accounts.get(order.channelAccountNo()), order);
  }

  @Override
  public ReverseOutcome reverse(ChannelOrder order) {
    return WechatPayBarcode.reverse(accounts.get(order.channelAccountNo()), order);
  }

  @Override
  public RefundOutcome refund(ChannelRefund refund) {
    return WechatPayRefunds.refund(
        accounts.get(refund.channelAccountNo()), refund, notifyUrl(refund.channelAccountNo()));
  }

  @Override
  public RefundOutcome queryRefund(ChannelRefund refund) {
    return WechatPayRefunds.query(accounts.get(refund.channelAccountNo()), refund);
  }

  private String notifyUrl(String channelAccountNo) {
    return settings.callbackUrl(WechatPayCallback.PATH_NAME, channelAccountNo);
  }
}
