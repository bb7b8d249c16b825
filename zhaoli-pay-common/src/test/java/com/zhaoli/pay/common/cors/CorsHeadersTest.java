package com.zhaoli.pay.common.cors;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CorsHeadersTest {
  private static final String SHOP = "https://shop.example";
  private static final String PAYMENTS = "/openapi/v1/payments";

  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final CorsHeaders headers = headers(false, SHOP);

  private static CorsHeaders headers(boolean credentials, String... origins) {
    CorsProperties properties =
        new CorsProperties(List.of(origins), credentials, Duration.ofMinutes(5));
    return new CorsHeaders(() -> properties);
  }

  private static MockHttpServletRequest request(
      String method, String path, @Nullable String origin) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    return request;
  }

  private static MockHttpServletRequest preflight(String path, String origin) {
    MockHttpServletRequest request = request("OPTIONS", path, origin);
    request.addHeader("Access-Control-Request-Method", "POST");
    request.addHeader("Access-Control-Request-Headers", "x-zhaoli-sign");
    return request;
  }

  private List<String> names() {
    return response.getHeaderNames().stream().filter(name -> name.startsWith("Access-")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {PAYMENTS, "/ops/v1/merchants", "/pos/v1/shifts", "/openapi/v9/nothing"})
  void anAllowedOriginReadsTheAnswerAndThreeHeaders(String path) {
    headers.apply(request("GET", path, SHOP), response);
    assertThat(response.getHeaders("Access-Control-Allow-Origin")).containsExactly(SHOP);
    assertThat(response.getHeaders("Access-Control-Expose-Headers"))
        .containsExactly("X-Zhaoli-Request-Id, Retry-After, Idempotency-Replayed");
    assertThat(response.getHeaders("Vary")).containsExactly("Origin");
    assertThat(response.containsHeader("Access-Control-Allow-Credentials")).isFalse();
  }

  @Test
  void setTwiceTheyStandOnce() {
    headers.apply(request("GET", PAYMENTS, SHOP), response);
    headers.apply(request("GET", PAYMENTS, SHOP), response);
    assertThat(response.getHeaders("Access-Control-Allow-Origin")).hasSize(1);
    assertThat(response.getHeaders("Access-Control-Expose-Headers")).hasSize(1);
    assertThat(response.getHeaders("Vary")).containsExactly("Origin");
  }

  @Test
  void anAnswerVariesByOriginAlsoForWhoMayNotReadIt() {
    for (String origin : new @Nullable String[] {null, "https://evil.example", "null", ""}) {
      MockHttpServletResponse answer = new MockHttpServletResponse();
      headers.apply(request("GET", PAYMENTS, origin), answer);
      assertThat(answer.getHeaderNames()).as("%s", origin).containsExactly("Vary");
      assertThat(answer.getHeaders("Vary")).containsExactly("Origin");
    }
  }

  @Test
  void whatTheAnswerVariesByBesidesStays() {
    response.addHeader("Vary", "Accept-Encoding, Accept-Language");
    headers.apply(request("GET", PAYMENTS, null), response);
    assertThat(response.getHeaders("Vary"))
        .containsExactly("Accept-Encoding, Accept-Language", "Origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"origin", "Accept-Encoding , ORIGIN", "*"})
  void whatVariesByOriginAlreadyIsNotToldAgain(String vary) {
    response.addHeader("Vary", vary);
    headers.apply(request("GET", PAYMENTS, null), response);
    assertThat(response.getHeaders("Vary")).containsExactly(vary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cashier/tok_1/state",
        "/onboarding/v1/sessions",
        "/q/K3M9Q2T5W8",
        "/callback/alipay",
        "/internal/v1/credentials",
        "/ops/",
        "/docs/",
        "/openapi",
        "/%6fpenapi/v1/payments",
        "/x/openapi/v1/payments"
      })
  void addressesOutsideTheApiAreLeftAlone(String path) {
    headers.apply(request("GET", path, SHOP), response);
    assertThat(headers.answerPreflight(preflight(path, SHOP), response)).isFalse();
    assertThat(response.getHeaderNames()).isEmpty();
  }

  @Test
  void anErrorsOwnDispatchHasTheHeadersOfWhatWasAskedFor() {
    MockHttpServletRequest error = request("GET", "/error", SHOP);
    error.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, PAYMENTS);
    headers.apply(error, response);
    assertThat(response.getHeaders("Access-Control-Allow-Origin")).containsExactly(SHOP);
  }

  @Test
  void credentialsAreAllowedOnlyWhereConfigured() {
    headers(true, SHOP).apply(request("GET", PAYMENTS, SHOP), response);
    assertThat(response.getHeaders("Access-Control-Allow-Origin")).containsExactly(SHOP);
    assertThat(response.getHeaders("Access-Control-Allow-Credentials")).containsExactly("true");

    MockHttpServletResponse foreign = new MockHttpServletResponse();
    headers(true, SHOP).apply(request("GET", PAYMENTS, "https://evil.example"), foreign);
    assertThat(foreign.getHeaderNames()).containsExactly("Vary");
  }

  @Test
  void everyOriginIsToldAsSuchAndNotEchoed() {
    headers(false, "*").apply(request("GET", PAYMENTS, SHOP), response);
    assertThat(response.getHeaders("Access-Control-Allow-Origin")).containsExactly("*");
  }

  @Test
  void aPreflightIsAnsweredWithWhatASignedRequestNeeds() {
    assertThat(headers.answerPreflight(preflight(PAYMENTS, SHOP), response)).isTrue();
    assertThat(response.getStatus()).isEqualTo(204);
    assertThat(response.getContentAsByteArray()).isEmpty();
    assertThat(response.getHeaders("Access-Control-Allow-Origin")).containsExactly(SHOP);
    assertThat(response.getHeaders("Access-Control-Max-Age")).containsExactly("300");
    assertThat(response.getHeaders("Access-Control-Allow-Methods"))
        .containsExactly("GET, HEAD, POST, PUT, PATCH, DELETE");
    assertThat(response.getHeaders("Access-Control-Allow-Headers"))
        .containsExactly(
            "X-Zhaoli-App-Id, X-Zhaoli-App-Key, X-Zhaoli-Timestamp, X-Zhaoli-Nonce,"
                + " X-Zhaoli-Sign-Type, X-Zhaoli-Sign, Idempotency-Key, Content-Type,"
                + " Authorization");
    assertThat(response.getHeaders("Vary")).containsExactly("Origin");
  }

  @Test
  void aForeignPreflightIsAnsweredWithNothingAllowed() {
    assertThat(headers.answerPreflight(preflight(PAYMENTS, "https://evil.example"), response))
        .isTrue();
    assertThat(response.getStatus()).isEqualTo(204);
    assertThat(names()).isEmpty();
    assertThat(response.getHeaders("Vary")).containsExactly("Origin");
  }

  @Test
  void whatIsNoPreflightIsNotAnsweredAsOne() {
    MockHttpServletRequest withoutOrigin = request("OPTIONS", PAYMENTS, null);
    withoutOrigin.addHeader("Access-Control-Request-Method", "POST");
    MockHttpServletRequest get = request("GET", PAYMENTS, SHOP);
    get.addHeader("Access-Control-Request-Method", "POST");
    for (MockHttpServletRequest other :
        List.of(withoutOrigin, request("OPTIONS", PAYMENTS, SHOP), get)) {
      assertThat(headers.answerPreflight(other, response)).isFalse();
    }
    assertThat(response.getHeaderNames()).isEmpty();
  }
}
