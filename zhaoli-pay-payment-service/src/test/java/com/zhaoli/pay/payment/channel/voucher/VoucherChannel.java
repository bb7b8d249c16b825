package com.zhaoli.pay.payment.channel.voucher;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.ChannelOutcome;
import com.zhaoli.pay.payment.channel.ChannelProperties;
import com.zhaoli.pay.payment.channel.ChannelRefund;
import com.zhaoli.pay.payment.channel.CloseOutcome;
import com.zhaoli.pay.payment.channel.PaymentChannel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.channel.RefundOutcome;
import com.zhaoli.pay.payment.channel.ReverseOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The wallet's strategy: a code to scan, a page for phones, and barcodes. */
final class VoucherChannel implements PaymentChannel {
  static final Channel VOUCHER = new Channel("VOUCHER");

  /** No other wallet's barcodes begin so. */
  private static final Pattern AUTH_CODE = Pattern.compile("77\\d{16}");

  private static final BarcodeRules BARCODE_RULES =
      new BarcodeRules(Duration.ofSeconds(3), Duration.ofSeconds(30));

  private final VoucherAccounts accounts;
  private final VoucherClient client;
  private final ChannelProperties settings;

  VoucherChannel(VoucherAccounts accounts, VoucherClient client, ChannelProperties settings) {
    this.accounts = accounts;
    this.client = client;
    this.settings = settings;
  }

  @Override
  public Channel channel() {
    return VOUCHER;
  }

  @Override
  public boolean supports(PaymentMethod method) {
    return switch (method) {
      case NATIVE, WAP, BARCODE -> true;
      case JSAPI, PAGE, AGGREGATE_QR -> false;
    };
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
      case NATIVE, WAP -> open(order);
      case BARCODE -> charge(order);
      case JSAPI, PAGE, AGGREGATE_QR ->
          new ChannelOutcome.Unknown("the wallet has no " + order.method());
    };
  }

  private ChannelOutcome open(ChannelOrder order) {
    Map<String, Object> content = content(order);
    content.put("expiresAt", order.expiresAt().toString());
    put(content, "returnUrl", order.payer().returnUrl());
    try {
      return VoucherOutcomes.ofOpening(
          order, client.call(account(order), "/v1/orders/open", content));
    } catch (NoAnswerException e) {
      return new ChannelOutcome.Unknown(e.reason());
    }
  }

  private ChannelOutcome charge(ChannelOrder order) {
    String authCode = order.payer().authCode();
    if (authCode == null) {
      // It is not kept, so this is not the first call, and the first may have taken the money.
      return new ChannelOutcome.Unknown("the number of the barcode is not known any more");
    }
    Map<String, Object> content = content(order);
    content.put("barcode", authCode);
    put(content, "storeId", order.payer().storeId());
    put(content, "terminalNo", order.payer().terminalNo());
    try {
      return VoucherOutcomes.ofCharge(
          order, client.call(account(order), "/v1/orders/charge", content));
    } catch (NoAnswerException e) {
      return new ChannelOutcome.Unknown(e.reason());
    }
  }

  private Map<String, Object> content(ChannelOrder order) {
    Map<String, Object> content = new HashMap<>();
    content.put("orderNo", order.attemptNo());
    content.put("amount", order.amount().fen());
    content.put("subject", order.subject());
    content.put("callbackUrl", callbackUrl(order.channelAccountNo()));
    return content;
  }

  private static void put(Map<String, Object> content, String field, @Nullable String value) {
    if (value != null) {
      content.put(field, value);
    }
  }

  @Override
  public ChannelOutcome query(ChannelOrder order) {
    try {
      return VoucherOutcomes.ofQuery(
          order, client.call(account(order), "/v1/orders/query", number(order)));
    } catch (NoAnswerException e) {
      return new ChannelOutcome.Unknown(e.reason());
    }
  }

  @Override
  public Optional<String> findAttemptNo(String channelAccountNo, String channelTradeNo) {
    try {
      VoucherAnswer answer =
          client.call(
              accounts.get(channelAccountNo),
              "/v1/orders/query",
              Map.of("tradeNo", channelTradeNo));
      return answer.isOk() && answer.names("tradeNo", channelTradeNo)
          ? Optional.ofNullable(answer.text("orderNo"))
          : Optional.empty();
    } catch (NoAnswerException e) {
      return Optional.empty();
    }
  }

  @Override
  public CloseOutcome close(ChannelOrder order) {
    try {
      return VoucherOutcomes.ofClose(
          order, client.call(account(order), "/v1/orders/close", number(order)));
    } catch (NoAnswerException e) {
      return new CloseOutcome.Unknown(e.reason());
    }
  }

  @Override
  public ReverseOutcome reverse(ChannelOrder order) {
    try {
      return VoucherOutcomes.ofReverse(
          order, client.call(account(order), "/v1/orders/reverse", number(order)));
    } catch (NoAnswerException e) {
      return new ReverseOutcome.Unknown(e.reason());
    }
  }

  @Override
  public RefundOutcome refund(ChannelRefund refund) {
    Map<String, Object> content = new HashMap<>();
    content.put("refundNo", refund.refundNo());
    content.put("orderNo", refund.attemptNo());
    content.put("amount", refund.amount().fen());
    content.put("callbackUrl", callbackUrl(refund.channelAccountNo()));
    put(content, "reason", refund.reason());
    try {
      return VoucherOutcomes.ofRefundMade(
          refund,
          client.call(accounts.get(refund.channelAccountNo()), "/v1/refunds/make", content));
    } catch (NoAnswerException e) {
      return new RefundOutcome.Unknown(e.reason());
    }
  }

  @Override
  public RefundOutcome queryRefund(ChannelRefund refund) {
    try {
      return VoucherOutcomes.ofRefundQuery(
          refund,
          client.call(
              accounts.get(refund.channelAccountNo()),
              "/v1/refunds/query",
              Map.of("refundNo", refund.refundNo())));
    } catch (NoAnswerException e) {
      return new RefundOutcome.Unknown(e.reason());
    }
  }

  private VoucherAccount account(ChannelOrder order) {
    return accounts.get(order.channelAccountNo());
  }

  private static Map<String, String> number(ChannelOrder order) {
    return Map.of("orderNo", order.attemptNo());
  }

  private String callbackUrl(String channelAccountNo) {
    return settings.callbackUrl(VoucherCallback.PATH_NAME, channelAccountNo);
  }
}
