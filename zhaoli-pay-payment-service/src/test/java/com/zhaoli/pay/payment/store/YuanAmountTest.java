package com.zhaoli.pay.payment.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YuanAmountTest {

  @ParameterizedTest
  @CsvSource({
    "0.01, 1",
    "0.1, 10",
    "0.10, 10",
    "1, 100",
    "1.1, 110",
    "12.50, 1250",
    "0.29, 29",
    "1.15, 115",
    "4.35, 435",
    "1001.10, 100110",
    "9999.99, 999999",
    "49999.99, 4999999",
    "50000, 5000000",
    "50000.00, 5000000"
  })
  void yuanAreReadToTheFen(String typed, long fen) {
    assertThat(YuanAmount.parse(typed)).contains(new Money(fen));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "0.0",
        "0.00",
        "0.001",
        "0.010",
        "1.005",
        "50000.01",
        "50001",
        "99999",
        "100000",
        "00.1",
        "01",
        "1.",
        ".5",
        "-1",
        "+1",
        "1e3",
        "1,000",
        "１",
        "1 ",
        " 1",
        "1.1.1",
        "0x10",
        "NaN",
        "Infinity",
        "12.5元",
        "99999999999999999999"
      })
  void anythingElseIsNoAmount(String typed) {
    assertThat(YuanAmount.parse(typed)).isEmpty();
  }
}
