package com.zhaoli.pay.payment.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zhaoli.pay.common.cors.CorsHeaders;
import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.payment.RunningService;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.signing.SigningHeaders;
import com.zhaoli.pay.testing.FreePorts;
import com.zhaoli.pay.testing.browser.Chromium;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The service's answers to pages of other origins, in a real browser and byte by byte. One server
 * has the page under two names, which are two origins: the allowed one and a foreign one.
 */
@Import(CorsIT.Gateway.class)
class CorsIT extends RunningService {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Stays: the context is kept, and a test that failed is tried once more in it. */
  private static final HttpServer PAGE = page();

  private static final String SHOP = "http://127.0.0.1:" + PAGE.getAddress().getPort();
  private static final String EVIL = "http://localhost:" + PAGE.getAddress().getPort();

  @Autowired private Clock clock;
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    common(registry, "zhaoli_payment_cors", Map.of("zhaoli.cors.allowed-origins", SHOP));
    registry.add("spring.rabbitmq.host", () -> "127.0.0.1");
    registry.add("spring.rabbitmq.port", FreePorts::next);
  }

  private static HttpServer page() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", CorsIT::showPage);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void showPage(HttpExchange exchange) throws IOException {
    byte[] html = "<!doctype html><title>shop</title>".getBytes(StandardCharsets.US_ASCII);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, html.length);
    exchange.getResponseBody().write(html);
    exchange.close();
  }

  /** A request as a page or a client may send it. */
  private record Call(String method, String path, Map<String, String> headers, String body) {
    static Call unsigned(String method, String path) {
      return new Call(method, path, Map.of(), "");
    }

    static Call signed(String method, String path) {
      return new Call(method, path, Map.of(SigningHeaders.SIGN, "00"), "");
    }

    static Call creation() {
      return new Call(
          "POST",
          "/openapi/v1/payments",
          Map.of(
              SigningHeaders.SIGN,
              "00",
              "Idempotency-Key",
              UUID.randomUUID().toString(),
              "Content-Type",
              "application/json"),
          JSON.writeValueAsString(order(Channel.WECHAT, newOutTradeNo(), 100)));
    }
  }

  /** Every kind of answer, by what it is; a creation that was seen before is given again. */
  private Map<Call, Integer> calls() {
    BusinessDay day = BusinessDay.today(clock).previous().previous();
    Call creation = Call.creation();
    assertThat(raw(creation, SHOP).statusCode()).isEqualTo(201);
    Map<Call, Integer> calls = new LinkedHashMap<>();
    calls.put(Call.creation(), 201);
    calls.put(creation, 201);
    calls.put(Call.signed("GET", "/openapi/v1/bills?date=" + day), 200);
    calls.put(Call.signed("GET", "/openapi/v1/bills?format=csv&date=" + day), 200);
    calls.put(
        Call.signed("GET", "/openapi/v1/bills?format=csv&date=" + BusinessDay.today(clock)), 409);
    calls.put(Call.unsigned("GET", "/openapi/v1/payments/pay_1"), 401);
    calls.put(Call.signed("GET", "/openapi/v1/payments/pay_1"), 404);
    calls.put(Call.signed("GET", "/openapi/v1/there-is-no-such"), 404);
    calls.put(Call.signed("GET", "/openapi/v1/payments/%E4%BD%A0"), 404);
    calls.put(Call.signed("DELETE", "/openapi/v1/payments"), 405);
    calls.put(Call.signed("GET", "/openapi/v1/broken"), 500);
    calls.put(Call.signed("GET", "/openapi/v1/broken-filter"), 500);
    return calls;
  }

  @Test
  void everyAnswerHasEachHeaderOnce() {
    calls()
        .forEach(
            (call, status) -> {
              HttpResponse<String> answer = raw(call, SHOP);
              assertThat(answer.statusCode()).as("%s: %s", call, answer.body()).isEqualTo(status);
              assertThat(values(answer, "Access-Control-Allow-Origin"))
                  .as("%s", call)
                  .containsExactly(SHOP);
              assertThat(values(answer, "Access-Control-Expose-Headers"))
                  .as("%s", call)
                  .containsExactly("X-Zhaoli-Request-Id, Retry-After, Idempotency-Replayed");
              assertThat(values(answer, "Vary")).as("%s", call).containsExactly("Origin");
              assertThat(values(answer, "Access-Control-Allow-Credentials")).isEmpty();
            });
  }

  @Test
  void noAnswerTellsAForeignOriginAnything() {
    for (String origin : new @Nullable String[] {EVIL, "null", null}) {
      calls()
          .forEach(
              (call, status) -> {
                HttpResponse<String> answer = raw(call, origin);
                assertThat(answer.statusCode()).as("%s", call).isEqualTo(status);
                assertThat(answer.headers().map().keySet())
                    .as("%s of %s", call, origin)
                    .noneMatch(name -> name.startsWith("access-control-"));
                assertThat(values(answer, "Vary")).as("%s", call).containsExactly("Origin");
              });
    }
  }

  @Test
  void aReplayedAnswerHasTheHeadersOfWhoAsksNow() {
    Call creation = Call.creation();
    assertThat(values(raw(creation, null), "Access-Control-Allow-Origin")).isEmpty();
    HttpResponse<String> again = raw(creation, SHOP);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(values(again, "Idempotency-Replayed")).containsExactly("true");
    assertThat(values(again, "Access-Control-Allow-Origin")).containsExactly(SHOP);
    assertThat(values(raw(creation, EVIL), "Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aPageOfAnAllowedOriginReadsEveryAnswer() {
    Gateway.PREFLIGHTS.clear();
    try (BrowserContext browser = Chromium.browser().newContext()) {
      Page page = at(browser, SHOP);
      calls()
          .forEach(
              (call, status) -> {
                Map<String, Object> seen = fetch(page, call);
                assertThat(seen).as("%s", call).containsEntry("status", status);
                assertThat(String.valueOf(seen.get("requestId"))).startsWith("req_");
              });
      Call creation = Call.creation();
      Map<String, Object> first = fetch(page, creation);
      Map<String, Object> again = fetch(page, creation);
      assertThat(String.valueOf(first.get("text"))).contains("\"paymentNo\"");
      assertThat(again.get("text")).isEqualTo(first.get("text"));
      assertThat(first.get("replayed")).isNull();
      assertThat(again).containsEntry("replayed", "true");
    }
    assertThat(Gateway.PREFLIGHTS).isNotEmpty().containsOnly(SHOP);
  }

  @Test
  void aPageOfAForeignOriginReadsNone() {
    Gateway.PREFLIGHTS.clear();
    try (BrowserContext browser = Chromium.browser().newContext()) {
      Page page = at(browser, EVIL);
      calls()
          .forEach(
              (call, status) ->
                  assertThat(fetch(page, call))
                      .as("%s", call)
                      .containsOnlyKeys("failed")
                      .containsEntry("failed", "TypeError"));
      assertThat(fetch(page, Call.unsigned("GET", "/openapi/v1/payments")))
          .as("sent without a question before")
          .containsOnlyKeys("failed");
      Call creation = Call.creation();
      fetch(page, creation);
      assertThat(values(raw(creation, SHOP), "Idempotency-Replayed"))
          .as("the browser never sent what it had to ask about")
          .isEmpty();
    }
    assertThat(Gateway.PREFLIGHTS).isNotEmpty().containsOnly(EVIL);
  }

  private static Page at(BrowserContext browser, String origin) {
    Page page = browser.newPage();
    page.navigate(origin + "/");
    return page;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> fetch(Page page, Call call) {
    Map<String, Object> init = new HashMap<>();
    init.put("method", call.method());
    init.put("headers", call.headers());
    if (!call.body().isEmpty()) {
      init.put("body", call.body());
    }
    return (Map<String, Object>)
        page.evaluate(
            """
            async ([url, init]) => {
              try {
                const answer = await fetch(url, init);
                return {
                  status: answer.status,
                  text: await answer.text(),
                  requestId: answer.headers.get("X-Zhaoli-Request-Id"),
                  replayed: answer.headers.get("Idempotency-Replayed"),
                };
              } catch (e) {
                return { failed: e.name };
              }
            }
            """,
            List.of("http://127.0.0.1:" + port + call.path(), init));
  }

  private HttpResponse<String> raw(Call call, @Nullable String origin) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + call.path()))
            .timeout(Duration.ofSeconds(30))
            .method(call.method(), BodyPublishers.ofString(call.body()));
    call.headers().forEach(request::header);
    if (origin != null) {
      request.header("Origin", origin);
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> values(HttpResponse<String> answer, String name) {
    return answer.headers().allValues(name);
  }

  /** What the gateway does on the way: it answers preflights and lets in what is signed. */
  @TestConfiguration(proxyBeanMethods = false)
  @Import(BrokenController.class)
  static class Gateway {
    static final List<String> PREFLIGHTS = Collections.synchronizedList(new ArrayList<>());

    @Bean
    FilterRegistrationBean<Filter> gateway(CorsHeaders cors, InternalToken token) {
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>(
              new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                    HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                  if (cors.answerPreflight(request, response)) {
                    PREFLIGHTS.add(request.getHeader("Origin"));
                  } else if (request.getHeader(SigningHeaders.SIGN) == null) {
                    chain.doFilter(request, response);
                  } else {
                    chain.doFilter(
                        new WithHeaders(
                            request,
                            Map.of(
                                ZhaoliHeaders.INTERNAL,
                                token.issue("gateway"),
                                ZhaoliHeaders.MERCHANT_NO,
                                MERCHANT,
                                ZhaoliHeaders.APP_ID,
                                "app_1")),
                        response);
                  }
                }
              });
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return filter;
    }

    @Bean
    FilterRegistrationBean<Filter> brokenFilter() {
      FilterRegistrationBean<Filter> filter =
          new FilterRegistrationBean<>(
              (request, response, chain) -> {
                throw new IllegalStateException("broken for the test");
              });
      filter.addUrlPatterns("/openapi/v1/broken-filter");
      return filter;
    }
  }

  private static final class WithHeaders extends HttpServletRequestWrapper {
    private final Map<String, String> added;

    WithHeaders(HttpServletRequest request, Map<String, String> added) {
      super(request);
      this.added = added;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return added.containsKey(name) ? added.get(name) : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return added.containsKey(name)
          ? Collections.enumeration(List.of(String.valueOf(added.get(name))))
          : super.getHeaders(name);
    }
  }

  @RestController
  static class BrokenController {
    @GetMapping("/openapi/v1/broken")
    String broken() {
      throw new IllegalStateException("broken for the test");
    }
  }
}
