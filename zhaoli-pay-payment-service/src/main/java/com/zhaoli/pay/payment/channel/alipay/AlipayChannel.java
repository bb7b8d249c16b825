package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.domain.AlipayTradePrecreateModel;
import com.alipay.api.domain.AlipayTradeQueryModel;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.response.AlipayTradePrecreateResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Alipay: precreate for a QR code, and query. */
@Component
class AlipayChannel implements PaymentChannel {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

  private static final Pattern AUTH_CODE = Pattern.compile("(2[5-9]|30)\\d{14,22}");
  private static final BarcodeRules BARCODE_RULES =
      new BarcodeRules(Duration.ofSeconds(4), Duration.ofSeconds(45));

  private final AlipayAccounts accounts;
  private final ChannelProperties settings;

  AlipayChannel(AlipayAccounts accounts, ChannelProperties settings) {
    this.accounts = accounts;
    this.settings = settings;
  }

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public boolean supports(PaymentMethod method) {
    return method == PaymentMethod.NATIVE;
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
  public Optional<String> findAttemptNo(String channelAccountNo, String channelTradeNo) {
    return Optional.empty();
  }

  @Override
  public CloseOutcome close(ChannelOrder order) {
    return new CloseOutcome.Unknown("not built");
  }

  @Override
  public ReverseOutcome reverse(ChannelOrder order) {
    return new ReverseOutcome.Unknown("not built");
  }

  @Override
  public RefundOutcome refund(ChannelRefund refund) {
    return new RefundOutcome.Unknown("not built");
  }

  @Override
  public RefundOutcome queryRefund(ChannelRefund refund) {
    return new RefundOutcome.Unknown("not built");
  }

  @Override
  public ChannelOutcome pay(ChannelOrder order) {
    AlipayTradePrecreateModel model = new AlipayTradePrecreateModel();
    model.setOutTradeNo(order.attemptNo());
    model.setTotalAmount(order.amount().toYuan());
    model.setSubject(order.subject());
    model.setTimeExpire(TIME.format(order.expiresAt()));
    AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
    request.setBizModel(model);
    request.setNotifyUrl(settings.callbackUrl("alipay", order.channelAccountNo()));
    try {
      AlipayTradePrecreateResponse response = execute(order, request);
      return AlipayAnswers.ofPrecreate(order, response);
    } catch (AlipayApiException e) {
      return unknown(e);
    }
  }

  @Override
  public ChannelOutcome query(ChannelOrder order) {
    AlipayTradeQueryModel model = new AlipayTradeQueryModel();
    model.setOutTradeNo(order.attemptNo());
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizModel(model);
    try {
      AlipayTradeQueryResponse response = execute(order, request);
      return AlipayAnswers.ofQuery(order, response);
    } catch (AlipayApiException e) {
      return unknown(e);
    }
  }

  private <T extends AlipayResponse> T execute(ChannelOrder order, AlipayRequest<T> request)
      throws AlipayApiException {
    return accounts.get(order.channelAccountNo()).client().execute(request);
  }

  /**
   * A time-out, a 5xx or an answer that the SDK cannot verify: the order may exist all the same.
   */
  private static ChannelOutcome unknown(AlipayApiException e) {
    Throwable cause = e.getCause();
    return new Unknown((cause == null ? e : cause).getClass().getName());
  }
}
