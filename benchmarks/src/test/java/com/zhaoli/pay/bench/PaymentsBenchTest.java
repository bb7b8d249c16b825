package com.zhaoli.pay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.platform.Merchant;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentsBenchTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final Merchant MERCHANT =
      new Merchant(
          "mch_1", "app_1", "key_1", SignType.HMAC_SHA256, new SigningKey("secret", "salt"));

  @TempDir Path runDir;

  private PaymentsBench bench(int gatewayPort) {
    return new PaymentsBench(
        CLOCK,
        Map.of(
            "ZHAOLI_RUN_DIR", runDir.toString(),
            "ZHAOLI_GATEWAY_PORT", Integer.toString(gatewayPort)));
  }

  @Test
  void withoutAPlatformItEndsWithASentenceAndStatusOne() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThatThrownBy(() -> bench(free).run())
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("127.0.0.1:" + free)
        .hasMessageContaining("./zhaoli demo");
    assertThat(BenchMain.run(runDir, List.of(bench(free)), "payments")).isEqualTo(1);
    assertThat(runDir).isEmptyDirectory();
  }

  @Test
  void withoutTheDemosMerchantItSaysHowToGetOne() throws Exception {
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/actuator/health",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    gateway.start();
    try {
      assertThatThrownBy(() -> bench(gateway.getAddress().getPort()).run())
          .isInstanceOf(BenchFailure.class)
          .hasMessageContaining("run ./zhaoli demo first");
    } finally {
      gateway.stop(0);
    }
  }

  @Test
  void anAggregateCodeLeavesTheChannelToThePayerAndOtherMethodsAskBothAlike() {
    PaymentCreations aggregate =
        new PaymentCreations(MERCHANT, "h", CLOCK, PaymentCreations.AGGREGATE_QR, 60, "o-");
    PaymentCreations nativeCodes = new PaymentCreations(MERCHANT, "h", CLOCK, "NATIVE", 60, "o-");

    assertThat(text(aggregate.request(7)))
        .startsWith("POST /openapi/v1/payments HTTP/1.1\r\nHost: h\r\n")
        .contains("X-Zhaoli-Sign: ")
        .contains("\"outTradeNo\":\"o-7\"")
        .contains("\"method\":\"AGGREGATE_QR\"")
        .doesNotContain("channel");
    assertThat(text(nativeCodes.request(0))).contains("\"channel\":\"ALIPAY\"");
    assertThat(text(nativeCodes.request(1))).contains("\"channel\":\"WECHAT\"");
  }

  @Test
  void onlyANewPaymentCountsAsCreated() {
    PaymentCreations work = new PaymentCreations(MERCHANT, "h", CLOCK, "NATIVE", 60, "o-");

    assertThat(work.isAccepted(0, answer(201, "{\"paymentNo\":\"pay_1\",\"status\":\"PAYING\"}")))
        .isTrue();
    assertThat(work.isAccepted(1, answer(200, "{\"paymentNo\":\"pay_2\"}"))).isFalse();
    assertThat(work.isAccepted(2, answer(201, "{}"))).isFalse();
    assertThat(work.paymentNos()).containsExactly("pay_1");
  }

  private static HttpAnswer answer(int status, String body) {
    return new HttpAnswer(status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] request) {
    return new String(request, StandardCharsets.UTF_8);
  }
}
