package com.zhaoli.pay.common.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "0.01, 1",
    "12.5, 1250",
    "12.50, 1250",
    "0, 0",
    "100000000.00, 10000000000",
    "1E+1, 1000"
  })
  void yuanBecomesFenExactly(String yuan, long fen) {
    assertThat(Money.ofYuan(yuan)).isEqualTo(new Money(fen));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.001", "1.999", "92233720368547758.08"})
  void yuanThatIsNoWholeFenOrDoesNotFitIsRefused(String yuan) {
    assertThatThrownBy(() -> Money.ofYuan(yuan)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "one", "1,00", "1.0.0", "NaN"})
  void whatIsNoNumberIsRefused(String yuan) {
    assertThatThrownBy(() -> Money.ofYuan(yuan)).isInstanceOf(NumberFormatException.class);
  }

  @ParameterizedTest
  @CsvSource({"1, 0.01", "10, 0.10", "100, 1.00", "123456789, 1234567.89", "0, 0.00"})
  void fenBecomesYuanWithTwoDecimals(long fen, String yuan) {
    assertThat(new Money(fen).toYuan()).isEqualTo(yuan);
  }

  @Test
  void amountsNeverFallBelowZeroOrOverflow() {
    assertThatThrownBy(() -> new Money(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Money.ofYuan("-0.01")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Money(1).minus(new Money(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Money(Long.MAX_VALUE).plus(new Money(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void jsonIsThePlainNumberOfFen() {
    JsonMapper json = JsonMapper.shared();
    assertThat(json.writeValueAsString(new Money(1800))).isEqualTo("1800");
    assertThat(json.readValue("1800", Money.class)).isEqualTo(new Money(1800));
  }
}
