package com.zhaoli.pay.common.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.internal.InternalToken;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The id of an answer is in the log, whatever failed: at a real server, which logs on its own. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.application.name=request-id-log-test",
      "server.address=127.0.0.1",
      "server.tomcat.threads.max=1",
      "server.tomcat.threads.min-spare=1",
      "spring.cloud.service-registry.auto-registration.enabled=false",
      "zhaoli.internal.key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    })
@ExtendWith(OutputCaptureExtension.class)
class RequestIdLogTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final InternalToken token;
  private final int port;

  @Autowired
  RequestIdLogTest(InternalToken token, @LocalServerPort int port) {
    this.token = token;
    this.port = port;
  }

  @Test
  void theLinesOfARequestThatFailsInAControllerHaveItsId(CapturedOutput output) throws Exception {
    HttpResponse<String> failed = send("/broken", "req_ofTheGateway1");

    assertThat(failed.body()).contains("INTERNAL_ERROR", "req_ofTheGateway1");
    assertThat(linesOf(output, "req_ofTheGateway1"))
        .anyMatch(line -> line.contains("before it broke"))
        .anyMatch(line -> line.contains("GET /broken failed"));
  }

  @Test
  void soHaveThoseOfOneThatNoControllerSaw(CapturedOutput output) throws Exception {
    HttpResponse<String> failed = send("/filtered", "req_ofTheGateway2");

    assertThat(failed.body()).contains("INTERNAL_ERROR", "req_ofTheGateway2");
    assertThat(linesOf(output, "req_ofTheGateway2"))
        .anyMatch(line -> line.contains("Servlet.service()"));
  }

  @Test
  void theServersOwnLinesAfterItHaveItNotAnyMore(CapturedOutput output) throws Exception {
    send("/filtered", "req_ofTheGateway3");

    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("no request at all\r\n\r\n".getBytes(US_ASCII));
      socket.getInputStream().readAllBytes();
    }

    assertThat(output.getAll().lines().filter(line -> line.contains("Error parsing HTTP request")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("req_ofTheGateway3"));
  }

  private static List<String> linesOf(CapturedOutput output, String id) {
    return output.getAll().lines().filter(line -> line.contains("[" + id + "]")).toList();
  }

  private HttpResponse<String> send(String path, String id) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header(ZhaoliHeaders.INTERNAL, token.issue("test"))
            .header(ZhaoliHeaders.REQUEST_ID, id)
            .build(),
        BodyHandlers.ofString());
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Controller.class)
  static class App {
    @Bean
    Filter brokenFilter() {
      return (request, response, chain) -> {
        if (request instanceof HttpServletRequest http
            && http.getRequestURI().equals("/filtered")) {
          throw new IllegalStateException("in a filter");
        }
        chain.doFilter(request, response);
      };
    }
  }

  @RestController
  static class Controller {
    @GetMapping("/broken")
    void broken() {
      LoggerFactory.getLogger(Controller.class).info("before it broke");
      throw new IllegalStateException("in a controller");
    }
  }
}
