package com.zhaoli.pay.sdk.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatThePlatformWouldRefuseIsRefusedHere(PaymentCreateRequest.Builder request, String field) {
    assertThatThrownBy(request::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(field);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(coffee().subject("字".repeat(128)), "subject"),
        arguments(coffee().subject("tab\t"), "subject"),
        arguments(coffee().subject("half \ud83d"), "subject"),
        arguments(coffee().attach("a".repeat(129)), "attach"),
        arguments(coffee().expireSeconds(59), "expireSeconds"),
        arguments(coffee().expireSeconds(7_201), "expireSeconds"),
        arguments(coffee().storeId("a*"), "storeId"),
        arguments(coffee().terminalNo("x".repeat(33)), "terminalNo"),
        arguments(coffee().openid("o-1"), "openid"),
        arguments(coffee().authCode("134567890123456789"), "authCode"),
        arguments(coffee().payerIp("10.0.0.1"), "payerIp"),
        arguments(coffee().method(PaymentMethod.AGGREGATE_QR), "channel"),
        arguments(coffee().method(PaymentMethod.JSAPI), "openid"),
        arguments(coffee().method(PaymentMethod.JSAPI).openid("o 1"), "openid"),
        arguments(coffee().method(PaymentMethod.WAP).payerIp("nowhere"), "payerIp"),
        arguments(without().method(PaymentMethod.JSAPI).openid("o-1"), "channel"),
        arguments(without().method(PaymentMethod.WAP), "channel"),
        arguments(without().method(PaymentMethod.PAGE), "channel"),
        arguments(without().method(PaymentMethod.BARCODE).authCode("123456789012345"), "authCode"),
        arguments(without().method(PaymentMethod.BARCODE).authCode("1".repeat(33)), "authCode"),
        arguments(coffee().notifyUrl("/hooks"), "notifyUrl"),
        arguments(coffee().notifyUrl("ftp://shop.example/"), "notifyUrl"),
        arguments(coffee().notifyUrl("https://me@shop.example/"), "notifyUrl"),
        arguments(coffee().notifyUrl("https://shop.example/#a"), "notifyUrl"),
        arguments(coffee().notifyUrl("https://shop.example:0/"), "notifyUrl"),
        arguments(coffee().returnUrl("https://店.example/"), "returnUrl"),
        arguments(coffee().returnUrl("https://shop.example/" + "a".repeat(512)), "returnUrl"));
  }

  @Test
  void eachMethodIsFineWithWhatItNeeds() {
    assertThat(
            Stream.of(
                without().method(PaymentMethod.AGGREGATE_QR),
                coffee().method(PaymentMethod.JSAPI).openid("o-1"),
                coffee().method(PaymentMethod.WAP).payerIp("2001:db8::1"),
                coffee().method(PaymentMethod.WAP),
                coffee().method(PaymentMethod.PAGE).returnUrl("HTTPS://shop.example:8443/a?b=c"),
                without().method(PaymentMethod.BARCODE).authCode("1".repeat(16)),
                coffee().method(PaymentMethod.BARCODE).authCode("1".repeat(32)),
                coffee().subject("😀".repeat(127)).attach("字".repeat(128)),
                coffee().expireSeconds(60),
                coffee().expireSeconds(7_200)))
        .allSatisfy(request -> assertThat(request.build()).isNotNull());
  }

  @Test
  void whatIsKnownOfThePayerIsNotPrinted() {
    assertThat(without().method(PaymentMethod.BARCODE).authCode("134567890123456789").build())
        .asString()
        .contains("T1")
        .doesNotContain("134567890123456789");
    assertThat(coffee().method(PaymentMethod.JSAPI).openid("oUpF8").build().toString())
        .doesNotContain("oUpF8");
    assertThat(coffee().method(PaymentMethod.WAP).payerIp("10.1.2.3").build().toString())
        .doesNotContain("10.1.2.3");
  }

  private static PaymentCreateRequest.Builder coffee() {
    return without().method(PaymentMethod.NATIVE).channel(PaymentChannel.ALIPAY);
  }

  private static PaymentCreateRequest.Builder without() {
    return PaymentCreateRequest.builder().outTradeNo("T1").amount(1).subject("coffee");
  }
}
