package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What pages of other origins may read of the gateway's answers. */
@TestPropertySource(
    properties = {
      "zhaoli.cors.allowed-origins=https://shop.example,http://127.0.0.1:3000",
      "zhaoli.cors.max-age=7m"
    })
class CorsIT extends GatewayItCase {
  private static final String SHOP = "https://shop.example";
  private static final String EVIL = "https://evil.example";
  private static final byte[] NOTHING = new byte[0];

  private static final HttpServer BREAKING_OFF = breakingOff();

  @DynamicPropertySource
  static void aServiceThatBreaksOff(DynamicPropertyRegistry registry) {
    INSTEAD.put(
        "zhaoli-pay-notify-consumer", "http://127.0.0.1:" + BREAKING_OFF.getAddress().getPort());
  }

  @AfterAll
  static void nobodyElseMeetsIt() {
    INSTEAD.clear();
  }

  private static HttpServer breakingOff() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", CorsIT::answerHalf);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Announces a hundred bytes and leaves after four. */
  private static void answerHalf(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", SHOP);
    exchange.getResponseHeaders().set("Vary", "Origin");
    exchange.sendResponseHeaders(200, 100);
    exchange.getResponseBody().write(new byte[4]);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private RawHttp.Response send(String requestLine, String... headers) {
    return RawHttp.send(port, requestLine + " HTTP/1.1", List.of(headers), NOTHING);
  }

  private RawHttp.Response preflight(String path, String origin) {
    return send(
        "OPTIONS " + path,
        "Origin: " + origin,
        "Access-Control-Request-Method: POST",
        "Access-Control-Request-Headers: content-type,idempotency-key,x-zhaoli-sign");
  }

  private static void isReadable(RawHttp.Response answer, String origin) {
    assertThat(answer.header("Access-Control-Allow-Origin"))
        .as(answer.toString())
        .containsExactly(origin);
    assertThat(answer.header("Access-Control-Expose-Headers")).hasSize(1);
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.header("X-Zhaoli-Request-Id")).hasSize(1);
    assertThat(answer.header("Vary")).containsExactly("Origin");
  }

  private static void isReadableByNobody(RawHttp.Response answer) {
    assertThat(answer.headers())
        .as(answer.toString())
        .noneMatch(line -> line.startsWith("Access-Control-"));
    assertThat(answer.header("Vary")).containsExactly("Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openapi/v1/payments",
        "/openapi/v1/bills?date=2026-01-01",
        "/openapi/v1/webhook-endpoints/whe_1",
        "/openapi/v1/keys",
        "/openapi/v1/there-is-no-such",
        "/ops/v1/merchants",
        "/pos/v1/shifts"
      })
  void aPreflightIsAnsweredWithoutASignatureAndWithoutTheService(String path) {
    RawHttp.Response answer = preflight(path, SHOP);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    isReadable(answer, SHOP);
    assertThat(answer.header("Access-Control-Allow-Methods"))
        .containsExactly("GET, HEAD, POST, PUT, PATCH, DELETE");
    assertThat(answer.header("Access-Control-Allow-Headers"))
        .singleElement()
        .asString()
        .contains("X-Zhaoli-Sign", "Idempotency-Key", "Content-Type", "Authorization");
    assertThat(answer.header("Access-Control-Max-Age")).containsExactly("420");
    assertThat(SERVICES.received).isEmpty();
    assertThat(SERVICES.credentialLookups.get()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EVIL,
        "null",
        "http://shop.example",
        "https://shop.example:8443",
        "https://shop.example.evil.example",
        "https://SHOP.example"
      })
  void aForeignOriginsPreflightAllowsNothing(String origin) {
    RawHttp.Response answer = preflight("/openapi/v1/payments", origin);
    assertThat(answer.status()).isEqualTo(204);
    isReadableByNobody(answer);
    assertThat(SERVICES.received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/cashier/tok_1/open", "/onboarding/v1/sessions", "/nothing"})
  void outsideTheApiNothingIsAllowed(String path) {
    RawHttp.Response answer = preflight(path, SHOP);
    assertThat(answer.headers()).noneMatch(line -> line.startsWith("Access-Control-"));
    RawHttp.Response got = send("GET " + path, "Origin: " + SHOP);
    assertThat(got.headers())
        .noneMatch(line -> line.startsWith("Access-Control-"))
        .noneMatch(line -> line.startsWith("Vary"));
  }

  @Test
  void aPreflightOfAPathThatCanBeReadTwoWaysIsRefused() {
    assertThat(preflight("/openapi//v1/payments", SHOP).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /openapi/v1/payments, 400, SIGN_HEADER_INVALID",
    "GET /openapi/v1/there-is-no-such, 404, NOT_FOUND",
    "GET /ops/v1/merchants, 401, OPERATOR_UNAUTHENTICATED",
    "GET /pos/v1/shifts, 403, HTTPS_REQUIRED",
    "TRACE /openapi/v1/payments, 405, METHOD_NOT_ALLOWED",
    // The edge refuses the first; Tomcat itself the second, before any filter.
    "GET /openapi//payments, 400, SIGN_HEADER_INVALID",
    "GET /openapi/../../payments, 400, SIGN_HEADER_INVALID"
  })
  void aRefusalOfTheGatewayIsReadableByWhoIsAllowed(String line, int status, String code) {
    for (String origin : List.of(SHOP, "http://127.0.0.1:3000")) {
      RawHttp.Response answer = send(line, "Origin: " + origin);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
      assertThat(answer.code()).isEqualTo(code);
      isReadable(answer, origin);
    }
    RawHttp.Response foreign = send(line, "Origin: " + EVIL);
    assertThat(foreign.status()).isEqualTo(status);
    isReadableByNobody(foreign);
    isReadableByNobody(send(line));
  }

  @Test
  void aWrongSignatureIsReadableByWhoIsAllowed() {
    RawHttp.Response answer =
        request().also("Origin: " + SHOP).signed().query("changed=1").send(port);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("SIGN_INVALID");
    isReadable(answer, SHOP);
  }

  @Test
  void aServicesAnswerCrossesWithTheHeadersThatTheServiceSet() {
    for (int status : new int[] {200, 201, 404, 500}) {
      SERVICES.answer =
          new Services.Answer(
              status,
              Map.of(
                  "Access-Control-Allow-Origin", "https://as-the-service-says.example",
                  "Access-Control-Expose-Headers", "X-Zhaoli-Request-Id",
                  "Vary", "Accept-Encoding, Origin"),
              "{}");
      RawHttp.Response answer = request().also("Origin: " + SHOP).signed().send(port);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Access-Control-Allow-Origin"))
          .containsExactly("https://as-the-service-says.example");
      assertThat(answer.header("Access-Control-Expose-Headers"))
          .containsExactly("X-Zhaoli-Request-Id");
      assertThat(answer.header("Vary")).containsExactly("Accept-Encoding, Origin");
    }
    assertThat(SERVICES.received).allMatch(got -> got.header("Origin").equals(List.of(SHOP)));
  }

  @Test
  void anErrorInPlaceOfABrokenAnswerHasItsOwnHeadersOnce() {
    RawHttp.Response answer =
        request()
            .method("GET")
            .path("/openapi/v1/notifications")
            .body(NOTHING)
            .also("Origin: " + SHOP)
            .signed()
            .send(port);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
    isReadable(answer, SHOP);
  }

  @Test
  void aServicesAnswerWithoutTheHeadersStaysWithoutThem() {
    RawHttp.Response answer = request().also("Origin: " + SHOP).signed().send(port);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .noneMatch(line -> line.startsWith("Access-Control-"))
        .noneMatch(line -> line.startsWith("Vary"));
  }
}
