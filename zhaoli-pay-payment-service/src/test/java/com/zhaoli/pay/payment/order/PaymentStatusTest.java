package com.zhaoli.pay.payment.order;

import static com.zhaoli.pay.payment.order.PaymentStatus.CLOSED;
import static com.zhaoli.pay.payment.order.PaymentStatus.CREATED;
import static com.zhaoli.pay.payment.order.PaymentStatus.FAILED;
import static com.zhaoli.pay.payment.order.PaymentStatus.PARTIALLY_REFUNDED;
import static com.zhaoli.pay.payment.order.PaymentStatus.PAYING;
import static com.zhaoli.pay.payment.order.PaymentStatus.REFUNDED;
import static com.zhaoli.pay.payment.order.PaymentStatus.REVERSED;
import static com.zhaoli.pay.payment.order.PaymentStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentStatusTest {
  /** As the design writes them, apart from the code. */
  private static final Set<List<PaymentStatus>> ALLOWED =
      Set.of(
          List.of(CREATED, PAYING),
          List.of(CREATED, CLOSED),
          List.of(CREATED, FAILED),
          List.of(PAYING, SUCCEEDED),
          List.of(PAYING, CLOSED),
          List.of(PAYING, FAILED),
          List.of(PAYING, REVERSED),
          List.of(SUCCEEDED, PARTIALLY_REFUNDED),
          List.of(SUCCEEDED, REFUNDED),
          List.of(SUCCEEDED, REVERSED),
          List.of(PARTIALLY_REFUNDED, REFUNDED));

  static Stream<Arguments> everyPair() {
    return Arrays.stream(PaymentStatus.values())
        .flatMap(from -> Arrays.stream(PaymentStatus.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void aPaymentMovesOnlyAsTheDesignSays(PaymentStatus from, PaymentStatus to) {
    assertThat(from.canMoveTo(to)).isEqualTo(ALLOWED.contains(List.of(from, to)));
  }

  @Test
  void onlyCreatedAndPayingAreOpen() {
    assertThat(PaymentStatus.values())
        .filteredOn(PaymentStatus::isOpen)
        .containsExactly(CREATED, PAYING);
  }
}
