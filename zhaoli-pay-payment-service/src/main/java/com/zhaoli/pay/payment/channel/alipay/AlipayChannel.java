package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayRequest;
import com.alipay.api.AlipayResponse;
import com.alipay.api.response.AlipayTradeQueryResponse;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Declined;
import com.zhaoli.pay.payment.channel.ChannelOutcome.ParamsIssued;
import com.zhaoli.pay.payment.channel.ChannelOutcome.Unknown;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Alipay. What is asked stands in {@link AlipayRequests}, what answers mean beside it. */
class AlipayChannel implements PaymentChannel {
  private static final Pattern AUTH_CODE = Pattern.compile("(2[5-9]|30)\\d{14,22}");
  private static final BarcodeRules BARCODE_RULES =
      new BarcodeRules(Duration.ofSeconds(4), Duration.ofSeconds(45));

  private final AlipayAccounts accounts;
  private final AlipayRequests requests;

  AlipayChannel(AlipayAccounts accounts, AlipayRequests requests) {
    this.accounts = accounts;
    this.requests = requests;
  }

  @Override
  public Channel channel() {
    return Channel.ALIPAY;
  }

  @Override
  public boolean supports(PaymentMethod method) {
    return method != PaymentMethod.AGGREGATE_QR;
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
    return switch (order.method()) {
      case NATIVE ->
          ask(
              order.channelAccountNo(),
              requests.precreate(order),
              answer -> AlipayAnswers.ofPrecreate(order, answer),
              Unknown::new);
      case JSAPI -> create(order);
      case WAP -> payUrl(order, requests.wap(order));
      case PAGE -> payUrl(order, requests.page(order));
      case BARCODE -> barcode(order);
      case AGGREGATE_QR -> throw new IllegalArgumentException("no wallet is chosen yet");
    };
  }

  private ChannelOutcome create(ChannelOrder order) {
    String payerId = order.payer().payerId();
    if (payerId == null || payerId.isBlank()) {
      // Alipay makes no trade for nobody, so there is none of this number.
      return new Declined("PAYER_ID_MISSING");
    }
    return ask(
        order.channelAccountNo(),
        requests.create(order, payerId),
        answer -> AlipayAnswers.ofCreate(order, answer),
        Unknown::new);
  }

  /** Alipay learns of the order when the browser gets there. */
  private ChannelOutcome payUrl(ChannelOrder order, AlipayRequest<?> request) {
    String url = accounts.get(order.channelAccountNo()).pageUrl(request);
    return new ParamsIssued(Map.of(ParamsIssued.PAY_URL, url));
  }

  private ChannelOutcome barcode(ChannelOrder order) {
    String authCode = order.payer().authCode();
    if (authCode == null) {
      // The code is not kept: this is a repetition, and the call before may have taken the money.
      return new Unknown("the barcode is not known any more");
    }
    return ask(
        order.channelAccountNo(),
        requests.barcode(order, authCode),
        answer -> AlipayAnswers.ofBarcode(order, answer),
        Unknown::new);
  }

  @Override
  public ChannelOutcome query(ChannelOrder order) {
    return ask(
        order.channelAccountNo(),
        AlipayRequests.query(order.attemptNo(), order.channelTradeNo()),
        answer -> AlipayAnswers.ofQuery(order, answer),
        Unknown::new);
  }

  @Override
  public Optional<String> findAttemptNo(String channelAccountNo, String channelTradeNo) {
    return ask(
        channelAccountNo,
        AlipayRequests.query(null, channelTradeNo),
        answer -> attemptNo(channelTradeNo, answer),
        reason -> Optional.empty());
  }

  private static Optional<String> attemptNo(
      String channelTradeNo, AlipayAnswer<AlipayTradeQueryResponse> answer) {
    return answer.isSuccess() && channelTradeNo.equals(answer.response().getTradeNo())
        ? Optional.ofNullable(answer.response().getOutTradeNo())
        : Optional.empty();
  }

  @Override
  public CloseOutcome close(ChannelOrder order) {
    Optional<CloseOutcome> outcome =
        ask(
            order.channelAccountNo(),
            AlipayRequests.close(order),
            answer -> AlipayEndings.ofClose(order, answer),
            reason -> Optional.of(new CloseOutcome.Unknown(reason)));
    return outcome.orElseGet(() -> AlipayEndings.ofState(query(order)));
  }

  @Override
  public ReverseOutcome reverse(ChannelOrder order) {
    return ask(
        order.channelAccountNo(),
        AlipayRequests.cancel(order),
        answer -> AlipayEndings.ofCancel(order, answer),
        ReverseOutcome.Unknown::new);
  }

  @Override
  public RefundOutcome refund(ChannelRefund refund) {
    return ask(
        refund.channelAccountNo(),
        AlipayRequests.refund(refund),
        answer ->
            AlipayRefundAnswers.ofRefund(refund, answer)
                .orElseGet(
                    () ->
                        AlipayRefundAnswers.ofBoth(
                            AlipayRefundAnswers.refusal(answer), queryRefund(refund))),
        RefundOutcome.Unknown::new);
  }

  @Override
  public RefundOutcome queryRefund(ChannelRefund refund) {
    return ask(
        refund.channelAccountNo(),
        AlipayRequests.refundQuery(refund),
        answer -> AlipayRefundAnswers.ofQuery(refund, answer),
        RefundOutcome.Unknown::new);
  }

  private <R extends AlipayResponse, T> T ask(
      String channelAccountNo,
      AlipayRequest<R> request,
      Function<AlipayAnswer<R>, T> read,
      Function<String, T> unknown) {
    AlipayAnswer<R> answer;
    try {
      answer = accounts.get(channelAccountNo).call(request);
    } catch (NoAnswerException e) {
      return unknown.apply(String.valueOf(e.getMessage()));
    }
    return read.apply(answer);
  }
}
