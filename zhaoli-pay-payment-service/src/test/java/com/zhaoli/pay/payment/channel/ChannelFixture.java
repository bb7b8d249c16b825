package com.zhaoli.pay.payment.channel;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.CallbackRefusedException.Reason;
import com.zhaoli.pay.payment.channel.TestChannel.Notice;
import com.zhaoli.pay.payment.channel.TestChannel.RefundNotice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel between two sides: the strategies under test here, and the wallet there.
 *
 * @param account the platform's account, as it is configured
 */
public record ChannelFixture(
    TestChannel there,
    PaymentChannel here,
    ChannelCallback<?> callback,
    ChannelAccountType type,
    ChannelAccount account,
    Optional<ChannelBills> bills,
    Optional<PayerBrowser> browser,
    Instant now) {
  public static final String ATTEMPT = "at_01M841JW0YKMJEMYY1GV0M6JDM";
  public static final String REFUND = "ref_01M841JW0YKMJEMYY1GV0M6JDM";
  public static final String OTHER_REFUND = "ref_01M841JW0YKMJEMYY1GV0M6JDN";

  /** As a developer's machine takes them, where wallets answer over http. */
  public static final ChannelAddresses ADDRESSES =
      new ChannelAddresses(DeploymentEnvironment.DEVELOPMENT);

  public static final Money AMOUNT = new Money(1_230);
  public static final Money PART = new Money(230);
  public static final Instant PAID_AT = Instant.parse("2026-11-23T08:00:00Z");

  public ChannelOrder order(PaymentMethod method) {
    String code = method == PaymentMethod.BARCODE ? there.authCode() : null;
    String payerId = method == PaymentMethod.JSAPI ? there.payerId() : null;
    return order(method, code, payerId);
  }

  public ChannelOrder order(
      PaymentMethod method, @Nullable String authCode, @Nullable String payerId) {
    return new ChannelOrder(
        ATTEMPT,
        ChannelAccounts.PLATFORM,
        method,
        "商品 \"A\" & B",
        AMOUNT,
        null,
        now.truncatedTo(ChronoUnit.MILLIS).plusSeconds(1_800),
        new ChannelOrder.Payer(
            authCode, payerId, "203.0.113.9", "https://shop.example/back?a=1&b=2", "S1", "T1"));
  }

  public ChannelRefund refund(String refundNo, Money amount) {
    return new ChannelRefund(
        refundNo, ATTEMPT, ChannelAccounts.PLATFORM, null, amount, AMOUNT, "坏了 & \"x\"");
  }

  public ChannelOutcome pay(PaymentMethod method) {
    return here.pay(order(method));
  }

  public ChannelOutcome query() {
    return here.query(order(PaymentMethod.NATIVE));
  }

  /** A paid order; the channel's number of it. */
  public String paid() {
    return there.pay(ATTEMPT, AMOUNT);
  }

  public Notice payment(String tradeNo) {
    return new Notice(ATTEMPT, AMOUNT, tradeNo);
  }

  public RefundNotice refunded(@Nullable String appId) {
    return new RefundNotice(ATTEMPT, REFUND, "T1", AMOUNT, PART, appId);
  }

  public CallbackNotice receive(CallbackRequest request) {
    return receive(callback, ChannelAccounts.PLATFORM, request);
  }

  public CallbackNotice receive(String channelAccountNo, CallbackRequest request) {
    return receive(callback, channelAccountNo, request);
  }

  private static <V> CallbackNotice receive(
      ChannelCallback<V> callback, String account, CallbackRequest request) {
    return callback.read(account, callback.verify(account, request));
  }

  public void assertRefused(Reason reason, CallbackRequest request) {
    assertThatExceptionOfType(CallbackRefusedException.class)
        .isThrownBy(() -> receive(request))
        .matches(e -> e.reason() == reason, "refused as " + reason);
  }
}
