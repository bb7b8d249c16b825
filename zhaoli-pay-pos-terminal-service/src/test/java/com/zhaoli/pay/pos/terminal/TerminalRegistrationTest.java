package com.zhaoli.pay.pos.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalRegistrationTest {
  private static final String MERCHANT = "mch_01ARZ3NDEKTSV4RRFFQ69G5FAV";

  @Test
  void keepsTheSerialNumberInUpperCase() {
    assertThat(new TerminalRegistration(MERCHANT, "store_1", "sn-1a", "op").serialNumber())
        .isEqualTo("SN-1A");
  }

  @ParameterizedTest
  @CsvSource({
    "mch_1, s, SN1, op",
    "pay_01ARZ3NDEKTSV4RRFFQ69G5FAV, s, SN1, op",
    MERCHANT + ", '', SN1, op",
    MERCHANT + ", a b, SN1, op",
    MERCHANT + ", 012345678901234567890123456789012, SN1, op",
    MERCHANT + ", s, '', op",
    MERCHANT + ", s, SN 1, op",
    MERCHANT + ", s, 序列号, op",
    MERCHANT + ", s, SN1, ' '",
  })
  void refusesWhatIsNoRegistration(String merchant, String store, String serial, String operator) {
    assertThatThrownBy(() -> new TerminalRegistration(merchant, store, serial, operator))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
