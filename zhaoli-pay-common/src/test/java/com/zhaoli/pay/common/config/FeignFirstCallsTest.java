package com.zhaoli.pay.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.openfeign.EnableFeignClients;
import org.springframework.cloud.openfeign.FeignAutoConfiguration;
import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** The first calls of a service that has just started come at the same moment, and all work. */
class FeignFirstCallsTest {
  private static final int CALLERS = 12;
  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
  private HttpServer server;

  @FeignClient(name = "first-calls", url = "${first-calls.url}")
  interface Client {
    @PostMapping(value = "/", consumes = "application/json", produces = "application/json")
    Map<String, String> send(@RequestBody Map<String, String> body);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableFeignClients(clients = Client.class)
  static class Application {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @RepeatedTest(5)
  void allGetTheirAnswers() {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(FeignAutoConfiguration.class, CommonFeignAutoConfiguration.class))
        .withUserConfiguration(Application.class)
        .withPropertyValues(
            "spring.application.name=first-calls",
            "first-calls.url=http://127.0.0.1:" + server.getAddress().getPort())
        .run(
            context -> {
              Client client = context.getBean(Client.class);
              CyclicBarrier together = new CyclicBarrier(CALLERS);
              List<CompletableFuture<Map<String, String>>> calls =
                  IntStream.range(0, CALLERS)
                      .mapToObj(
                          i ->
                              CompletableFuture.supplyAsync(
                                  () -> {
                                    await(together);
                                    return client.send(Map.of("number", "" + i));
                                  },
                                  threads))
                      .toList();
              for (int i = 0; i < CALLERS; i++) {
                assertThat(calls.get(i)).succeedsWithin(Duration.ofSeconds(60));
                assertThat(calls.get(i).join()).isEqualTo(Map.of("number", "" + i));
              }
            });
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
