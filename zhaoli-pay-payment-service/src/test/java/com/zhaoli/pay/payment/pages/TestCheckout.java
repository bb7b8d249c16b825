package com.zhaoli.pay.payment.pages;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.cashier.CashierKeys;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelOrder;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import com.zhaoli.pay.payment.order.Checkout;
import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Payments in memory, which change as a test says. */
final class TestCheckout implements Checkout {
  static final String MERCHANT = "mch_1";
  static final String SHOP = "深圳市找力科技有限公司";

  private final Map<String, View> payments = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Every order that was opened at a channel. */
  final List<Opening> openings = new CopyOnWriteArrayList<>();

  /** What the next opening is refused with. */
  final AtomicReference<@Nullable ErrorCode> refusal = new AtomicReference<>();

  TestCheckout(Clock clock) {
    this.clock = clock;
  }

  record Opening(Channel channel, PaymentMethod method, ChannelOrder.Payer payer) {}

  /** A payment of 1,234.50 yuan that waits for 15 minutes; its token. */
  String begin(PaymentMethod method, Channel... wallets) {
    return begin(method, "招牌奶茶两杯", new Money(123_450), null, List.of(wallets));
  }

  String begin(
      PaymentMethod method,
      String subject,
      Money amount,
      @Nullable String returnUrl,
      List<Channel> wallets) {
    String payToken = CashierKeys.next();
    Instant now = clock.instant();
    payments.put(
        payToken,
        new View(
            "pay_" + payToken.replace('-', '_').substring(0, 20),
            MERCHANT,
            subject,
            amount,
            method,
            PaymentStatus.CREATED,
            now,
            now.plus(Duration.ofMinutes(15)),
            null,
            returnUrl,
            wallets,
            null));
    return payToken;
  }

  String anyWallet() {
    return begin(PaymentMethod.AGGREGATE_QR, Channel.ALIPAY, Channel.WECHAT);
  }

  void become(String payToken, PaymentStatus status) {
    boolean open = status.isOpen();
    change(
        payToken,
        v ->
            new View(
                v.paymentNo(),
                v.merchantNo(),
                v.subject(),
                v.amount(),
                v.method(),
                status,
                v.createdAt(),
                v.expiresAt(),
                status == PaymentStatus.SUCCEEDED ? clock.instant() : v.paidAt(),
                v.returnUrl(),
                v.wallets(),
                open ? v.opened() : null));
  }

  void expireIn(String payToken, Duration time) {
    change(
        payToken,
        v ->
            new View(
                v.paymentNo(),
                v.merchantNo(),
                v.subject(),
                v.amount(),
                v.method(),
                v.status(),
                v.createdAt(),
                clock.instant().plus(time),
                v.paidAt(),
                v.returnUrl(),
                v.wallets(),
                v.opened()));
  }

  private View change(String payToken, UnaryOperator<View> change) {
    View changed = payments.computeIfPresent(payToken, (unused, view) -> change.apply(view));
    if (changed == null) {
      throw new ApiException(ErrorCode.PAYMENT_NOT_FOUND);
    }
    return changed;
  }

  @Override
  public Optional<View> find(String payToken) {
    return Optional.ofNullable(payments.get(payToken));
  }

  @Override
  public View open(
      String payToken, Channel channel, PaymentMethod method, ChannelOrder.Payer payer) {
    ErrorCode refused = refusal.get();
    if (refused != null) {
      throw new ApiException(refused, Map.of("paymentNo", "pay_secret", "channelCode", "X"));
    }
    openings.add(new Opening(channel, method, payer));
    Opened opened =
        new Opened(
            channel,
            method,
            method == PaymentMethod.NATIVE
                ? "https://qr." + channel.name() + ".example/" + payToken
                : null,
            params(channel, method, payToken));
    return change(
        payToken,
        v ->
            new View(
                v.paymentNo(),
                v.merchantNo(),
                v.subject(),
                v.amount(),
                v.method(),
                PaymentStatus.PAYING,
                v.createdAt(),
                v.expiresAt(),
                null,
                v.returnUrl(),
                v.wallets(),
                opened));
  }

  private static Map<String, String> params(
      Channel channel, PaymentMethod method, String payToken) {
    if (method == PaymentMethod.NATIVE) {
      return Map.of();
    }
    if (method != PaymentMethod.JSAPI) {
      return Map.of("payUrl", "https://pay.wallet.example/h5?order=1");
    }
    return channel.equals(Channel.ALIPAY)
        ? Map.of("tradeNO", "T" + payToken)
        : Map.of("appId", "wx1", "package", "prepay_id=" + payToken, "paySign", "s");
  }

  @Override
  public Optional<String> accountFor(View payment, Channel channel) {
    return Optional.of("platform");
  }
}
