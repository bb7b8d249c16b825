package com.zhaoli.pay.sandbox.alipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlipayFormatTest {

  @ParameterizedTest
  @CsvSource({"0.01, 1", "1, 100", "1.5, 150", "12.34, 1234", "100000000.00, 10000000000"})
  void yuanBecomeFen(String yuan, long fen) {
    assertThat(AlipayFormat.fen(yuan)).contains(fen);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "0.00", "0.001", "-1", "+1", "1e2", " 1", "1,00", "100000000.01"})
  void whatIsNoAmountIsNone(String yuan) {
    assertThat(AlipayFormat.fen(yuan)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 0.01", "100, 1.00", "1234, 12.34", "10000000000, 100000000.00"})
  void fenBecomeYuanWithTwoDecimals(long fen, String yuan) {
    assertThat(AlipayFormat.yuan(fen)).isEqualTo(yuan);
  }

  @ParameterizedTest
  @CsvSource({"1m, PT1M", "90m, PT1H30M", "2h, PT2H", "15d, PT360H"})
  void timeOutsHaveUnits(String text, Duration timeout) {
    assertThat(AlipayFormat.timeout(text)).contains(timeout);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0m", "16d", "1.5h", "2s", "-1m", "1"})
  void whatIsNoTimeOutIsNone(String text) {
    assertThat(AlipayFormat.timeout(text)).isEmpty();
  }
}
