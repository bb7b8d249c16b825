package com.zhaoli.pay.payment.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.payment.order.PaymentStatus;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CashierStatusTest {
  private static final Instant EXPIRES_AT = Instant.parse("2026-01-01T00:15:00Z");

  @ParameterizedTest
  @CsvSource({
    "CREATED, PAYABLE, PAYABLE, EXPIRED",
    "PAYING, PAYABLE, PAYABLE, EXPIRED",
    "SUCCEEDED, PAID, FINISHED, PAID",
    "PARTIALLY_REFUNDED, REFUNDED, FINISHED, REFUNDED",
    "REFUNDED, REFUNDED, FINISHED, REFUNDED",
    "REVERSED, REFUNDED, FINISHED, REFUNDED",
    "CLOSED, CLOSED, CLOSED, CLOSED",
    "FAILED, FAILED, FAILED, FAILED"
  })
  void eachStateOfAPaymentIsOneInThePayersEyes(
      PaymentStatus status, CashierStatus owner, CashierStatus other, CashierStatus late) {
    assertThat(CashierStatus.of(status, EXPIRES_AT, EXPIRES_AT.minusMillis(1), true))
        .isEqualTo(owner);
    assertThat(CashierStatus.of(status, EXPIRES_AT, EXPIRES_AT.minusMillis(1), false))
        .isEqualTo(other);
    assertThat(CashierStatus.of(status, EXPIRES_AT, EXPIRES_AT, true)).isEqualTo(late);
  }
}
