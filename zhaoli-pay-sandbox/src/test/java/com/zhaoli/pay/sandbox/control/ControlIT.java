package com.zhaoli.pay.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sandbox.support.RunningSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The control API's answers to what it cannot do, and what guards it. */
class ControlIT extends RunningSandbox {

  @Test
  void badInputIsRefusedInTheCommonErrorBody() {
    assertRefused("/sandbox/v1/pay", Map.of(), 400, "REQUEST_INVALID");
    assertRefused("/sandbox/v1/pay", Map.of("codeUrl", "x"), 404, "SANDBOX_NOT_FOUND");
    assertRefused("/sandbox/v1/pay", Map.of("channelOrderNo", "x"), 404, "SANDBOX_NOT_FOUND");
    assertRefused("/sandbox/v1/pay", Map.of("buyer", "no spaces"), 400, "REQUEST_INVALID");
    assertRefused("/sandbox/v1/wechat/scan", Map.of("openid", "o1"), 400, "REQUEST_INVALID");
    assertRefused("/sandbox/v1/wechat/follow", Map.of("openid", "?"), 400, "REQUEST_INVALID");
    assertRefused(
        "/sandbox/v1/wechat/text",
        Map.of("openid", "nobody", "content", "hi"),
        409,
        "SANDBOX_STATE_INVALID");
    assertThat(send("POST", "/sandbox/v1/pay", "{").status()).isEqualTo(400);
    assertThat(get("/sandbox/v1/wechat/messages?limit=0").status()).isEqualTo(400);
    assertThat(get("/sandbox/v1/nothing").json().get("code").asString()).isEqualTo("NOT_FOUND");
  }

  @Test
  void faultsOutsideTheirBoundsAreRefused() {
    Map<String, Object> sound = Map.of("target", "alipay", "kind", "delay", "count", 1);
    for (Map.Entry<String, Object> wrong :
        List.<Map.Entry<String, Object>>of(
            Map.entry("target", "paypal"),
            Map.entry("kind", "explode"),
            Map.entry("count", 0),
            Map.entry("count", 100_001),
            Map.entry("rate", 0.5),
            Map.entry("millis", -1),
            Map.entry("millis", 120_001))) {
      Map<String, Object> request = new HashMap<>(sound);
      request.put(wrong.getKey(), wrong.getValue());
      assertRefused("/sandbox/v1/faults", request, 400, "REQUEST_INVALID");
    }
    for (double rate : new double[] {0, -0.1, 1.1}) {
      assertRefused(
          "/sandbox/v1/faults",
          Map.of("target", "alipay", "kind", "delay", "rate", rate),
          400,
          "REQUEST_INVALID");
    }
    assertRefused(
        "/sandbox/v1/faults",
        Map.of("target", "alipay-notify", "kind", "error500"),
        400,
        "REQUEST_INVALID");
    assertRefused(
        "/sandbox/v1/faults",
        Map.of("target", "wechat-mp", "kind", "wrongAmount"),
        400,
        "REQUEST_INVALID");
    assertThat(post("/sandbox/v1/faults", sound).status()).isEqualTo(201);
    assertThat(post("/sandbox/v1/faults", Map.of("target", "chatbot", "kind", "delay")).status())
        .isEqualTo(201);
    assertThat(get("/sandbox/v1/faults").json().get("faults")).hasSize(2);
    assertThat(send("DELETE", "/sandbox/v1/faults?target=alipay", null).status()).isEqualTo(204);
    assertThat(get("/sandbox/v1/faults").json().get("faults")).hasSize(1);
  }

  @Test
  void onlyThisMachineUnderItsOwnNameIsLetIn() throws Exception {
    assertThat(statusLineFor("localhost")).contains(" 200");
    assertThat(statusLineFor("rebound.example")).contains(" 403");
    HttpRequest form =
        HttpRequest.newBuilder(URI.create(url() + "/sandbox/v1/pay"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(send(form).status())
        .as("a page of another origin can send text, not JSON")
        .isEqualTo(415);
  }

  @Test
  void privateFilesAreTheirOwnersAlone() throws Exception {
    for (String name :
        List.of(
            "alipay/app-private-key.txt",
            "alipay/alipay-private-key.txt",
            "wechat-pay/merchant-private-key.pem",
            "wechat-pay/wechat-pay-private-key.pem",
            "wechat-pay/platform-private-key.pem",
            "wechat-pay/api-v3-key.txt",
            "wechat-mp/app-secret.txt",
            "wechat-mp/token.txt",
            "wechat-mp/aes-key.txt",
            "state.jsonl")) {
      Path file = directory().resolve(name);
      if (name.equals("state.jsonl")) {
        control("/wechat/follow", Map.of("openid", "oPermissions"));
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void itIsHealthyAndShowsAPage() {
    assertThat(get("/actuator/health").json().get("status").asString()).isEqualTo("UP");
    assertThat(get("/actuator/env").status()).isEqualTo(404);
    Answer page = get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("<html lang=\"zh-CN\">").doesNotContain("onclick", "<style");
  }

  /** Asks as a browser does whose page was loaded from this host name. */
  private String statusLineFor(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket
          .getOutputStream()
          .write(
              ("GET /sandbox/v1/orders HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  private void assertRefused(String path, Map<String, ?> body, int status, String code) {
    Answer answer = post(path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().get("code").asString()).isEqualTo(code);
    assertThat(answer.json().get("requestId").asString()).startsWith("req_");
  }
}
