package com.zhaoli.pay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.alipay.api.AlipayClient;
import com.alipay.api.AlipayConfig;
import com.alipay.api.DefaultAlipayClient;
import com.alipay.api.request.AlipayTradePrecreateRequest;
import com.alipay.api.request.AlipayTradeQueryRequest;
import com.alipay.api.request.AlipayTradeRefundRequest;
import com.zhaoli.pay.sandbox.support.Platform;
import com.zhaoli.pay.testing.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a process of its own, killed without warning. */
class KilledSandboxIT {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path directory;
  private final int port = FreePorts.next();
  private final Platform platform = new Platform();
  private @Nullable Process process;

  @AfterEach
  void stop() throws Exception {
    kill();
  }

  @Test
  void ordersNotifiesAndFollowersOutliveAKill() throws Exception {
    start();
    String paid = precreate("paid_before_the_kill");
    String open = precreate("open_at_the_kill");
    assertThat(post("/sandbox/v1/wechat/follow", "{\"openid\":\"oFan\"}")).isEqualTo(200);
    platform.answering(request -> new Platform.Answer(503, ""));
    assertThat(post("/sandbox/v1/pay", "{\"codeUrl\":\"" + paid + "\"}")).isEqualTo(200);
    refund("paid_before_the_kill");
    await().until(() -> platform.at("/callback").size() >= 2);
    String secret = Files.readString(directory.resolve("wechat-mp/app-secret.txt"));

    kill();
    platform.answering(request -> new Platform.Answer(200, "success"));
    int before = platform.at("/callback").size();
    start();

    await().until(() -> platform.at("/callback").size() >= before + 2);
    assertThat(platform.at("/callback").subList(before, before + 2))
        .as("of the payment and of the refund")
        .extracting(notify -> notify.form().getOrDefault("out_biz_no", "none"))
        .containsExactlyInAnyOrder("none", "refund-1");
    assertThat(tradeStatus("paid_before_the_kill")).isEqualTo("TRADE_SUCCESS");
    assertThat(post("/sandbox/v1/pay", "{\"codeUrl\":\"" + open + "\"}")).isEqualTo(200);
    assertThat(tradeStatus("open_at_the_kill")).isEqualTo("TRADE_SUCCESS");
    assertThat(post("/sandbox/v1/wechat/follow", "{\"openid\":\"oFan\"}"))
        .as("follows already")
        .isEqualTo(409);
    assertThat(Files.readString(directory.resolve("wechat-mp/app-secret.txt"))).isEqualTo(secret);
  }

  private void start() throws IOException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            SandboxApplication.class.getName());
    java.environment().put("ZHAOLI_SANDBOX_PORT", Integer.toString(port));
    java.environment().put("ZHAOLI_SANDBOX_DIR", directory.toString());
    java.environment().put("ZHAOLI_PUBLIC_URL", platform.url());
    java.environment().put("ZHAOLI_SANDBOX_NOTIFY_SCALE", "0.001");
    process =
        java.redirectErrorStream(true)
            .redirectOutput(directory.resolve("log.txt").toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(() -> get("/actuator/health/readiness") == 200);
  }

  private void kill() throws InterruptedException {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
  }

  private String precreate(String orderNo) throws Exception {
    AlipayTradePrecreateRequest request = new AlipayTradePrecreateRequest();
    request.setNotifyUrl(platform.url() + "/callback");
    request.setBizContent(
        "{\"out_trade_no\":\"" + orderNo + "\",\"total_amount\":\"1.00\",\"subject\":\"tea\"}");
    return alipay().execute(request).getQrCode();
  }

  private void refund(String orderNo) throws Exception {
    AlipayTradeRefundRequest request = new AlipayTradeRefundRequest();
    request.setBizContent(
        "{\"out_trade_no\":\""
            + orderNo
            + "\",\"refund_amount\":\"0.40\",\"out_request_no\":\"refund-1\"}");
    assertThat(alipay().execute(request).getRefundFee()).isEqualTo("0.40");
  }

  private String tradeStatus(String orderNo) throws Exception {
    AlipayTradeQueryRequest request = new AlipayTradeQueryRequest();
    request.setBizContent("{\"out_trade_no\":\"" + orderNo + "\"}");
    return alipay().execute(request).getTradeStatus();
  }

  private AlipayClient alipay() throws Exception {
    AlipayConfig config = new AlipayConfig();
    config.setServerUrl(url("/alipay/gateway.do").toString());
    config.setAppId(file("alipay/app-id.txt"));
    config.setPrivateKey(file("alipay/app-private-key.txt"));
    config.setAlipayPublicKey(file("alipay/alipay-public-key.txt"));
    return new DefaultAlipayClient(config);
  }

  private String file(String name) throws IOException {
    return Files.readString(directory.resolve(name)).strip();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private int get(String path) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private int post(String path, String body) throws Exception {
    return HTTP.send(
            HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
