package com.zhaoli.pay.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.internal.InternalToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Parameters and forms that no honest client sends, at a real server: it is the one to parse. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=hostile-forms-test",
      "server.address=127.0.0.1",
      "spring.cloud.service-registry.auto-registration.enabled=false",
      "zhaoli.internal.key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    })
@ExtendWith(OutputCaptureExtension.class)
class HostileFormsTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient http = HttpClient.newHttpClient();
  private final InternalToken token;
  private final int port;

  @Autowired
  HostileFormsTest(InternalToken token, @LocalServerPort int port) {
    this.token = token;
    this.port = port;
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=%ff", "name=%ED%A0%80", "other=%C0%AF"})
  void aQueryThatCannotBeDecodedIsRefused(String query) throws Exception {
    assertThat(send("GET", "/names?" + query, "", "")).satisfies(HostileFormsTest::isRefused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=%ff", "name=%zz", "name=%", "other=%C0%AF"})
  void soIsAForm(String form) throws Exception {
    assertThat(send("POST", "/names", FORM, form)).satisfies(HostileFormsTest::isRefused);
  }

  @Test
  void soAreFarTooMany() throws Exception {
    String many =
        IntStream.range(0, 20_000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
    assertThat(send("POST", "/names", FORM, many)).satisfies(HostileFormsTest::isRefused);
  }

  @Test
  void whatTheyHoldWritesNoLineOfTheLog(CapturedOutput output) throws Exception {
    send("GET", "/names?name=%0d%0aFORGED%ff", "", "");
    assertThat(output.getAll()).doesNotContain("FORGED");
  }

  @ParameterizedTest
  @CsvSource({
    "multipart/form-data,x",
    "multipart/mixed,x",
    "multipart/form-data; boundary=x,--x",
    FORM + ",a=%zz",
    FORM + ",a=%"
  })
  void aFormWhereJsonIsTakenIsOfTheWrongType(String type, String body) throws Exception {
    HttpResponse<String> refused = send("PATCH", "/orders", type, body);
    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.body()).contains("MEDIA_TYPE_UNSUPPORTED");
  }

  private static void isRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("REQUEST_INVALID");
  }

  private HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, BodyPublishers.ofString(body))
            .header(ZhaoliHeaders.INTERNAL, token.issue("test"));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Controller.class)
  static class App {}

  record Order(String subject) {}

  @RestController
  static class Controller {
    @RequestMapping("/names")
    String name(@RequestParam(name = "name", defaultValue = "nobody") String name) {
      return name;
    }

    @PatchMapping("/orders")
    void order(@RequestBody Order order) {
      throw new IllegalStateException(order.subject());
    }
  }
}
