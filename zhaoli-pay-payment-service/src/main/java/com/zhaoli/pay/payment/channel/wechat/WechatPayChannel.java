package com.zhaoli.pay.payment.channel.wechat;

import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.WechatPayException;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.CodeIssued;
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
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** WeChat Pay: native prepay for a QR code, and query. */
@Component
class WechatPayChannel implements PaymentChannel {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
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
    if (order.amount().fen() > MAX_FEN) {
      // The protocol's integer ends there; WeChat's own limits are far lower.
      return new ChannelOutcome.Declined("AMOUNT_TOO_LARGE");
    }
    WechatPayAccount account = accounts.get(order.channelAccountNo());
    Amount amount = new Amount();
    amount.setTotal((int) order.amount().fen());
    amount.setCurrency("CNY");
    PrepayRequest request = new PrepayRequest();
    request.setAppid(account.appId());
    request.setMchid(account.mchId());
    request.setDescription(order.subject());
    request.setOutTradeNo(order.attemptNo());
    request.setTimeExpire(
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            order.expiresAt().truncatedTo(ChronoUnit.SECONDS).atZone(ZONE).toOffsetDateTime()));
    request.setNotifyUrl(settings.callbackUrl("wechat-pay", order.channelAccountNo()));
    request.setAmount(amount);
    try {
      String code = account.nativePay().prepay(request).getCodeUrl();
      return code == null || code.isBlank()
          ? new Unknown("prepay succeeded without a code")
          : new CodeIssued(code);
    } catch (ServiceException e) {
      return WechatPayAnswers.ofPayFailure(e.getHttpStatusCode(), e.getErrorCode());
    } catch (WechatPayException | IllegalArgumentException e) {
      return unknown(e);
    }
  }

  @Override
  public ChannelOutcome query(ChannelOrder order) {
    WechatPayAccount account = accounts.get(order.channelAccountNo());
    QueryOrderByOutTradeNoRequest request = new QueryOrderByOutTradeNoRequest();
    request.setMchid(account.mchId());
    request.setOutTradeNo(order.attemptNo());
    try {
      Transaction transaction = account.nativePay().queryOrderByOutTradeNo(request);
      boolean ours =
          account.mchId().equals(transaction.getMchid())
              && account.appId().equals(transaction.getAppid())
              && order.attemptNo().equals(transaction.getOutTradeNo());
      return ours
          ? WechatPayAnswers.ofTransaction(transaction)
          : new Unknown("query answered for another order");
    } catch (ServiceException e) {
      return WechatPayAnswers.ofQueryFailure(e.getHttpStatusCode(), e.getErrorCode());
    } catch (WechatPayException | IllegalArgumentException e) {
      return unknown(e);
    }
  }

  /**
   * No answer, or one whose signature or time is not right (the SDK throws IllegalArgumentException
   * for a stale one). SDK messages quote requests and answers, so the kind has to do.
   */
  private static ChannelOutcome unknown(RuntimeException e) {
    Throwable cause = e.getCause();
    return new Unknown((cause == null ? e : cause).getClass().getName());
  }
}
