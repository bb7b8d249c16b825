package com.zhaoli.pay.payment.order;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Payments for tests of the rules. */
final class Payments {
  static final Money AMOUNT = new Money(1_234);
  static final String TRADE_NO = "2026112322001841100114532102";
  static final Instant CREATED_AT = Instant.parse("2026-11-23T08:00:00Z");

  private Payments() {}

  /** A payment in a state, with its attempt where it is when that payment got there by itself. */
  static PaymentBO in(PaymentStatus status) {
    return switch (status) {
      case CREATED -> of(status, AttemptStatus.CREATED, null);
      case PAYING -> of(status, AttemptStatus.PAYING, null);
      case SUCCEEDED, PARTIALLY_REFUNDED, REFUNDED, REVERSED ->
          of(status, AttemptStatus.SUCCEEDED, TRADE_NO);
      case CLOSED -> of(status, AttemptStatus.CLOSED, null);
      case FAILED -> of(status, AttemptStatus.FAILED, null);
    };
  }

  static PaymentBO of(
      PaymentStatus status, AttemptStatus attempt, @Nullable String attemptTradeNo) {
    return of(PaymentMethod.NATIVE, status, attempt, attemptTradeNo, true);
  }

  /** A payment of a method, read with an order that is its current one, or another. */
  static PaymentBO of(
      PaymentMethod method,
      PaymentStatus status,
      AttemptStatus attempt,
      @Nullable String attemptTradeNo,
      boolean current) {
    PaymentMethod walletsWay = method == PaymentMethod.AGGREGATE_QR ? PaymentMethod.NATIVE : method;
    return new PaymentBO(
        "pay_1",
        "mch_1",
        "app_1",
        "order-1",
        "hash",
        AMOUNT,
        "goods",
        method,
        Channel.ALIPAY,
        status,
        0,
        current ? "at_1" : "at_2",
        "token",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Money.ZERO,
        Money.ZERO,
        CREATED_AT,
        CREATED_AT.plusSeconds(1_800),
        null,
        new AttemptBO(
            "at_1",
            Channel.ALIPAY,
            "platform",
            walletsWay,
            AMOUNT,
            attempt,
            null,
            Map.of(),
            null,
            attemptTradeNo,
            null,
            null,
            CREATED_AT,
            CREATED_AT));
  }
}
