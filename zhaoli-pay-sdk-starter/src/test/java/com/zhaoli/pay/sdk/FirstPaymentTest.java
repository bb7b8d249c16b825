package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.payment.Payment;
import com.zhaoli.pay.sdk.payment.PaymentChannel;
import com.zhaoli.pay.sdk.payment.PaymentCreateRequest;
import com.zhaoli.pay.sdk.payment.PaymentMethod;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first payment of {@code docs/sdk.md} is code that is compiled and run here. */
class FirstPaymentTest {

  private static final Path MANUAL = Path.of("../docs/sdk.md");
  private static final Path THIS_FILE =
      Path.of("src/test/java/com/zhaoli/pay/sdk/FirstPaymentTest.java");
  private static final int MOST_STATEMENTS = 8;

  @Test
  void theFirstPaymentIsTaken() {
    try (Gateway gateway = new Gateway()) {
      gateway.answers(
          201,
          """
          {"paymentNo":"pay_1","outTradeNo":"T-1001","amount":1800,"subject":"Latte",
           "method":"NATIVE","channel":"WECHAT","status":"PAYING",
           "codeUrl":"weixin://wxpay/bizpayurl?pr=1","createdAt":"2026-01-01T00:00:00Z"}""");
      ZhaoliPayClient zhaoliPay =
          ZhaoliPayClient.create(
              ZhaoliPayClientTest.properties(gateway.url(), "HMAC-SHA256", null),
              Clock.systemUTC());

      // first payment
      PaymentCreateRequest request =
          PaymentCreateRequest.builder()
              .outTradeNo("T-1001")
              .amount(1800)
              .subject("Latte")
              .method(PaymentMethod.NATIVE)
              .channel(PaymentChannel.WECHAT)
              .build();
      Payment payment = zhaoliPay.payments().create(request);
      String qrCode = payment.codeUrl();
      // end

      assertThat(qrCode).isEqualTo("weixin://wxpay/bizpayurl?pr=1");
    }
  }

  @Test
  void theManualShowsThisVeryCode() throws IOException {
    List<String> code = between(Files.readString(THIS_FILE), "// first payment\n", "// end\n");
    List<String> shown =
        between(Files.readString(MANUAL), "<!-- first payment -->\n```java\n", "```\n");

    assertThat(shown).isEqualTo(code);
    assertThat(code.stream().filter(line -> line.endsWith(";")))
        .hasSizeLessThanOrEqualTo(MOST_STATEMENTS);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theManualNamesEveryOperation(String operation) throws IOException {
    assertThat(Files.readString(MANUAL)).contains(operation);
  }

  static Stream<String> operations() {
    return Arrays.stream(ZhaoliPayClient.class.getDeclaredMethods())
        .filter(FirstPaymentTest::isOperation)
        .flatMap(
            accessor ->
                accessor.getReturnType().isRecord()
                    ? Stream.of(accessor.getName() + "()")
                    : Arrays.stream(accessor.getReturnType().getDeclaredMethods())
                        .filter(FirstPaymentTest::isOperation)
                        .map(method -> accessor.getName() + "()." + method.getName() + "("))
        .distinct();
  }

  private static boolean isOperation(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !method.isSynthetic();
  }

  private static List<String> between(String text, String begin, String end) {
    int from = text.indexOf(begin);
    assertThat(from).as(begin).isNotNegative();
    int at = from + begin.length();
    return text.substring(at, text.indexOf(end, at)).strip().lines().map(String::strip).toList();
  }
}
