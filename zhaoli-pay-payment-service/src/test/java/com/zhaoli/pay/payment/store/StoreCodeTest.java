package com.zhaoli.pay.payment.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreCodeTest {

  @Test
  void codesAreShortAndDoNotRepeat() {
    Set<String> codes = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String code = StoreCode.next();
      assertThat(StoreCode.isShape(code)).as(code).isTrue();
      assertThat(codes.add(code)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "K3M9Q2T5W", "K3M9Q2T5W88", "k3m9q2t5w8", "K3M9Q2T5WI", "K3M9Q2T5W/"})
  void whatIsOfAnotherShapeIsNone(String text) {
    assertThat(StoreCode.isShape(text)).isFalse();
  }
}
