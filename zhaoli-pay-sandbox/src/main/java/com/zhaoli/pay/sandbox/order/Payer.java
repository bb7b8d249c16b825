package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The person with a wallet: opens orders, and pays. */
@Component
public final class Payer {
  /** The payer's name at both wallets unless another is given. */
  public static final String DEFAULT_BUYER = "sandbox-payer";

  private final OrderBook orders;
  private final Clock clock;

  Payer(OrderBook orders, Clock clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** Opens the order on the payer's phone without paying it. */
  public SandboxOrder scan(SandboxOrder order, @Nullable String buyer) {
    return orders.change(
        order,
        current ->
            switch (current.state()) {
              case CREATED ->
                  current.scanned(
                      TradeNumbers.next(order.channel(), clock.instant()), nameOf(current, buyer));
              case SCANNED, PAYING -> current;
              case PAID, CLOSED, REVERSED -> throw settled(current);
            });
  }

  /**
   * Pays the order, once; {@code afterwards} gets the paid order in the same step, so that nobody
   * sees a paid order of which no notify is under way.
   */
  public SandboxOrder pay(
      SandboxOrder order, @Nullable String buyer, Consumer<SandboxOrder> afterwards) {
    Instant now = clock.instant();
    return orders.change(
        order,
        current -> {
          if (!current.canBePaid()) {
            throw settled(current);
          }
          String tradeNo = current.channelTradeNo();
          SandboxOrder paid =
              current.paid(
                  tradeNo == null ? TradeNumbers.next(order.channel(), now) : tradeNo,
                  nameOf(current, buyer),
                  now);
          afterwards.accept(paid);
          return paid;
        });
  }

  private static String nameOf(SandboxOrder order, @Nullable String buyer) {
    String known = order.buyer();
    // An order inside a wallet is for one buyer, whom the merchant named.
    if (known != null && (buyer == null || order.method() == PaymentMethod.JSAPI)) {
      return known;
    }
    return buyer == null ? DEFAULT_BUYER : buyer;
  }

  private static ApiException settled(SandboxOrder order) {
    return new ApiException(
        ErrorCode.SANDBOX_STATE_INVALID,
        Map.of("channelOrderNo", order.channelOrderNo(), "status", order.state().name()));
  }
}
