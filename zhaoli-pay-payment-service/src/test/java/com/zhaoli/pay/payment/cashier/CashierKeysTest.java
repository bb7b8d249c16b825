package com.zhaoli.pay.payment.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CashierKeysTest {

  @Test
  void keysAreOfTheShapeOfPayTokensAndNeverTheSame() {
    String key = CashierKeys.next();
    assertThat(CashierKeys.isShape(key)).isTrue();
    assertThat(CashierKeys.next()).isNotEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void whatIsOfAnotherShapeIsNone(String text) {
    assertThat(CashierKeys.isShape(text)).isFalse();
  }

  @Test
  void theSameKeyIsAnotherHashForAnotherPayment() {
    String key = CashierKeys.next();
    assertThat(CashierKeys.hash("a", key))
        .hasSize(64)
        .isEqualTo(CashierKeys.hash("a", key))
        .isNotEqualTo(CashierKeys.hash("b", key))
        .doesNotContain(key);
  }
}
