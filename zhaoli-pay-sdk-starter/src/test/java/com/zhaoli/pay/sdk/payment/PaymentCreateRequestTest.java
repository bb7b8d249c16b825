package com.zhaoli.pay.sdk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PaymentCreateRequestTest {

  @Test
  void aMistakeIsToldWhereItIsMade() {
    assertThatThrownBy(() -> coffee().outTradeNo("with space").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outTradeNo");
    assertThatThrownBy(() -> coffee().outTradeNo("x".repeat(33)).build())
        .hasMessageContaining("outTradeNo");
    assertThatThrownBy(() -> coffee().amount(0).build()).hasMessageContaining("amount");
    assertThatThrownBy(() -> coffee().amount(100_000_000_001L).build())
        .hasMessageContaining("amount");
    assertThatThrownBy(() -> coffee().subject(" ").build()).hasMessageContaining("subject");
    assertThatThrownBy(() -> coffee().method(PaymentMethod.BARCODE).build())
        .hasMessageContaining("authCode");
    assertThatThrownBy(
            () ->
                PaymentCreateRequest.builder()
                    .outTradeNo("T1")
                    .amount(1)
                    .subject("s")
                    .method(PaymentMethod.NATIVE)
                    .build())
        .hasMessageContaining("channel");
    assertThatThrownBy(() -> PaymentCreateRequest.builder().build())
        .hasMessage("outTradeNo is not set");
  }

  @Test
  void theLimitsThemselvesAreFine() {
    assertThat(coffee().outTradeNo("A-z_*" + "0".repeat(27)).amount(100_000_000_000L).build())
        .isNotNull();
  }

  private static PaymentCreateRequest.Builder coffee() {
    return PaymentCreateRequest.builder()
        .outTradeNo("T1")
        .amount(1)
        .subject("coffee")
        .method(PaymentMethod.NATIVE)
        .channel(PaymentChannel.ALIPAY);
  }
}
