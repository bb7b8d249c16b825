package com.zhaoli.pay.sandbox.order;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The person with a wallet: scans codes, and pays. */
@Component
public final class Payer {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneId.of("Asia/Shanghai"));
  private static final String DEFAULT_BUYER = "sandbox-payer";

  private final OrderBook orders;
  private final Clock clock;

  Payer(OrderBook orders, Clock clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /** The order that a code or an order number names; 404 when there is none. */
  public SandboxOrder named(@Nullable String codeUrl, @Nullable String channelOrderNo) {
    if (codeUrl != null) {
      return orders
          .findByCodeUrl(codeUrl)
          .orElseThrow(() -> notFound("codeUrl", "no order has this code"));
    }
    if (channelOrderNo == null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "codeUrl", "give codeUrl or channelOrderNo");
    }
    Optional<SandboxOrder> alipay = orders.find(Channel.ALIPAY, channelOrderNo);
    return alipay
        .or(() -> orders.find(Channel.WECHAT, channelOrderNo))
        .orElseThrow(() -> notFound("channelOrderNo", "no channel has this order"));
  }

  /** Opens the order on the payer's phone without paying it. */
  public SandboxOrder scan(SandboxOrder order, @Nullable String buyer) {
    return orders.change(
        order,
        current ->
            switch (current.state()) {
              case CREATED -> current.scanned(newTradeNo(order.channel()), nameOf(buyer));
              case SCANNED -> current;
              case PAID, CLOSED -> throw settled(current);
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
        current ->
            switch (current.state()) {
              case CREATED, SCANNED -> {
                String tradeNo = current.channelTradeNo();
                SandboxOrder paid =
                    current.paid(
                        tradeNo == null ? newTradeNo(order.channel()) : tradeNo,
                        buyer == null && current.buyer() != null ? current.buyer() : nameOf(buyer),
                        now);
                afterwards.accept(paid);
                yield paid;
              }
              case PAID, CLOSED -> throw settled(current);
            });
  }

  private String newTradeNo(Channel channel) {
    String day = DAY.format(clock.instant());
    return switch (channel) {
      case ALIPAY -> day + "22001" + Randoms.digits(15);
      case WECHAT -> "4200" + Randoms.digits(6) + day + Randoms.digits(10);
    };
  }

  private static String nameOf(@Nullable String buyer) {
    return buyer == null ? DEFAULT_BUYER : buyer;
  }

  private static ApiException notFound(String field, String problem) {
    return ApiException.of(ErrorCode.SANDBOX_NOT_FOUND, field, problem);
  }

  private static ApiException settled(SandboxOrder order) {
    return new ApiException(
        ErrorCode.SANDBOX_STATE_INVALID,
        Map.of("channelOrderNo", order.channelOrderNo(), "status", order.state().name()));
  }
}
