package com.zhaoli.pay.payment.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QrCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "weixin://wxpay/bizpayurl?pr=at_01KB1Z0000000000000000000",
        "https://qr.alipay.com/bax00000000000000000000",
        "http://127.0.0.1:8080/q/K3M9Q2T5W8",
        "付款"
      })
  void aCodeReadsAsItsText(String text) {
    assertThat(QrReader.read(QrCode.of(text).png())).isEqualTo(text);
  }

  @Test
  void codesOfAllPaymentsRead() {
    Random random = new Random(7);
    byte[] token = new byte[24];
    for (int i = 0; i < 400; i++) {
      random.nextBytes(token);
      String text = "https://pay.example/cashier/" + Base64.getUrlEncoder().encodeToString(token);
      assertThat(QrReader.read(QrCode.of(text).png())).isEqualTo(text);
    }
  }

  @Test
  void whatIsTooLongIsRefused() {
    assertThatThrownBy(() -> QrCode.of("x".repeat(5_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
