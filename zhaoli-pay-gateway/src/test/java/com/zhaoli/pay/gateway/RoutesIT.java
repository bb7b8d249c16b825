package com.zhaoli.pay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which paths lead where, and what crosses the gateway on the way. */
class RoutesIT extends GatewayItCase {

  private static final String COOKIE = "__Host-zhaoli_ops=" + Services.OPERATOR_TOKEN;
  private static final String PROOF = "X-Requested-With: zhaoli-console";

  private static final byte[] NOTHING = new byte[0];

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openapi/v1/payments",
        "/openapi/v1/payments/pay_1/close",
        "/openapi/v1/refunds",
        "/openapi/v1/bills/2026-01-01",
        "/openapi/v1/stores",
        "/openapi/v1/stores/K3M9Q2T5W8/poster",
        "/openapi/v1/webhook-endpoints",
        "/openapi/v1/notifications/evt_1/redeliver",
        "/openapi/v1/merchant",
        "/openapi/v1/keys",
        "/openapi/v1/receivers",
        "/openapi/v1/receivers/invitations",
        "/openapi/v1/terminals/trm_1/activation-codes",
        "/openapi/v1/cashiers"
      })
  void theOpenApiIsRoutedAndGuarded(String path) {
    assertThat(get(path).code()).isEqualTo("SIGN_HEADER_INVALID");
    assertThat(SERVICES.received).isEmpty();

    assertThat(request().method("GET").path(path).body(NOTHING).signed().send(port).status())
        .isEqualTo(200);
    assertThat(SERVICES.onlyRequest().path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/onboarding/",
        "/onboarding/v1/sessions",
        "/cashier/tok_1",
        "/callback/alipay",
        "/callback/alipay/cha_1",
        "/callback/wechat-pay",
        "/callback/wechat-pay/cha_1",
        "/callback/a-channel-of-later",
        "/q/store_1",
        "/wechat/portal",
        "/wechat/portal/wxb11529c136998cb6"
      })
  void pagesAndCallbacksAreOpenButBringNoHeadersOfOurs(String path) {
    RawHttp.Response answer =
        RawHttp.send(
            port,
            "POST " + path + "?a=1+2&b=%e4%bd%a0 HTTP/1.1",
            List.of(
                "X-Zhaoli-App-Id: app_7K3M9Q2T5W8X",
                "X-Zhaoli-Merchant-No: mch_1",
                "X-Zhaoli-Operator: root",
                "X-Zhaoli-Internal: forged",
                "X-Zhaoli-Sign: 00",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 11"),
            "x=1+2&y=%7E".getBytes(StandardCharsets.US_ASCII));

    assertThat(answer.status()).isEqualTo(200);
    Services.Received arrived = SERVICES.onlyRequest();
    assertThat(arrived.path()).isEqualTo(path);
    assertThat(arrived.query()).isEqualTo("a=1+2&b=%e4%bd%a0");
    assertThat(arrived.body()).asString(StandardCharsets.US_ASCII).isEqualTo("x=1+2&y=%7E");
    assertThat(arrived.headers().keySet())
        .map(String::toLowerCase)
        .filteredOn(name -> name.startsWith("x-zhaoli-"))
        .containsExactlyInAnyOrder("x-zhaoli-internal", "x-zhaoli-request-id");
    assertThat(arrived.header("X-Zhaoli-Internal")).doesNotContain("forged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/internal/v1/credentials?appId=app_7K3M9Q2T5W8X&keyId=key_2",
        "/openapi",
        "/openapi/v1",
        "/openapi/v1/secrets",
        "/openapi/v2/payments",
        "/callback",
        "/callback/alipay/a/b",
        "/wechat",
        "/wechat/portal/wxb11529c136998cb6/x",
        "/pos",
        "/nacos",
        "/webjars/vue/index.js",
        "/favicon.ico",
        "/error",
        "/INTERNAL/v1"
      })
  void everythingElseIsNotThere(String path) {
    RawHttp.Response answer = get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(answer.header("X-Zhaoli-Request-Id")).hasSize(1);
    assertThat(SERVICES.received).isEmpty();
    assertThat(SERVICES.credentialLookups.get()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/onboarding/../internal/v1/x", "/onboarding/%2e%2e/internal", "/onboarding//x"})
  void aPathThatCouldBeReadTwoWaysIsRefusedOnEveryRoute(String path) {
    RawHttp.Response answer = get(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("REQUEST_INVALID");
    assertThat(SERVICES.received).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /../etc HTTP/1.1, 400",
    "GET /onboarding/a|b HTTP/1.1, 400",
    "GET /onboarding/\u00e4 HTTP/1.1, 400",
    "TRACE /onboarding/ HTTP/1.1, 405",
    "BREW /onboarding/ HTTP/1.1, 405",
    "nonsense, 400"
  })
  void whatTheServerItselfRefusesHasTheErrorBodyToo(String requestLine, int status) {
    RawHttp.Response answer = RawHttp.send(port, requestLine, List.of(), NOTHING);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isIn("REQUEST_INVALID", "METHOD_NOT_ALLOWED");
    assertThat(answer.body()).doesNotContain("<html", "Tomcat", "at org.");
    assertThat(answer.header("X-Zhaoli-Request-Id")).as(answer.toString()).hasSize(1);
  }

  @Test
  void theMessageIsChineseForWhoAsksForIt() {
    RawHttp.Response answer =
        RawHttp.send(
            port, "GET /nothing HTTP/1.1", List.of("Accept-Language: zh-CN,zh;q=0.9"), NOTHING);
    assertThat(answer.body()).contains("该地址不存在");
  }

  @Test
  void terminalsAreAnsweredOverHttpsOnly() {
    RawHttp.Response answer =
        RawHttp.send(
            port, "GET /pos/v1/shifts HTTP/1.1", List.of("X-Forwarded-Proto: https"), NOTHING);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("HTTPS_REQUIRED");
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void aTerminalThatComesOverPlainHttpIsPutOnRecord() {
    SERVICES.refusals.clear();
    String terminalNo = "trm_01J8ZQ5W7Y3M9K2T4V6X8A0B1C";
    RawHttp.Response answer =
        RawHttp.send(
            port,
            "POST /pos/v1/trades HTTP/1.1",
            List.of("X-Zhaoli-App-Id: " + terminalNo, "Content-Length: 0"),
            NOTHING);
    RawHttp.send(port, "GET /pos/v1/time HTTP/1.1", List.of("X-Zhaoli-App-Id: no <name>"), NOTHING);

    await()
        .untilAsserted(
            () ->
                assertThat(String.join("", SERVICES.refusals))
                    .contains("\"claimed\":\"" + terminalNo + "\"")
                    .contains("\"code\":\"HTTPS_REQUIRED\"")
                    .contains("POST from 127.0.0.1")
                    .contains(answer.header("X-Zhaoli-Request-Id").get(0))
                    .contains("\"claimed\":\"unknown\"")
                    .doesNotContain("<name>"));
  }

  @Test
  void operatorsLogInWithoutATokenAndDoNothingElseWithoutOne() {
    assertThat(RawHttp.send(port, "POST /ops/v1/sessions HTTP/1.1", List.of(), NOTHING).status())
        .isEqualTo(200);
    SERVICES.received.clear();

    for (String requestLine :
        List.of(
            "GET /ops/v1/sessions HTTP/1.1",
            "GET /ops/v1/merchants HTTP/1.1",
            "POST /ops/v1/merchants/mch_1/approve HTTP/1.1",
            "GET /ops/v1/payments HTTP/1.1",
            "GET /ops/v1/wechat/menus HTTP/1.1",
            "GET /ops/v1/notifications HTTP/1.1",
            "GET /ops/v1/terminals HTTP/1.1",
            "POST /ops/ HTTP/1.1",
            "GET /ops/v1 HTTP/1.1",
            "POST /ops/pages/operators.js HTTP/1.1",
            "POST /ops/wechat HTTP/1.1",
            "DELETE /ops/v1/sessions/current HTTP/1.1",
            "GET /ops/v1/operators/me HTTP/1.1",
            "GET /%6fps/v1/merchants HTTP/1.1")) {
      for (List<String> headers :
          List.of(
              List.<String>of(),
              List.of("Authorization: Bearer not-the-token-0123456789"),
              List.of("Authorization: Basic " + Services.OPERATOR_TOKEN),
              List.of("Cookie: __Host-zhaoli_ops=short", PROOF),
              List.of("Cookie: __Host-zhaoli_ops=not-the-token-0123456789", PROOF),
              List.of("Cookie: zhaoli_ops=" + Services.OPERATOR_TOKEN, PROOF),
              List.of("Cookie: " + COOKIE + "; " + COOKIE, PROOF),
              List.of("Cookie: " + COOKIE, PROOF, "Authorization: Bearer not-the-token-0123456"),
              List.of("X-Zhaoli-Operator: opr_1", "X-Zhaoli-Operator-Roles: ADMIN"))) {
        RawHttp.Response answer = RawHttp.send(port, requestLine, headers, NOTHING);
        assertThat(answer.status()).as(requestLine).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("OPERATOR_UNAUTHENTICATED");
      }
    }
    assertThat(SERVICES.received).isEmpty();
  }

  @Test
  void anOperatorsIdentityIsSetFromTheToken() {
    RawHttp.Response answer =
        RawHttp.send(
            port,
            "GET /ops/v1/merchants?status=SUBMITTED HTTP/1.1",
            List.of(
                "Authorization: Bearer " + Services.OPERATOR_TOKEN,
                "X-Zhaoli-Operator: root",
                "X-Zhaoli-Operator-Roles: EVERYTHING"),
            NOTHING);

    assertThat(answer.status()).isEqualTo(200);
    Services.Received arrived = SERVICES.onlyRequest();
    assertThat(arrived.header("X-Zhaoli-Operator")).containsExactly("opr_1");
    assertThat(arrived.header("X-Zhaoli-Operator-Roles")).containsExactly("ADMIN,AUDITOR");
  }

  @Test
  void aBrowsersCookieCountsOnlyForPagesOfOurOwn() {
    String request = "POST /ops/v1/merchants/mch_1/approve HTTP/1.1";
    for (List<String> foreign :
        List.of(
            List.of("Cookie: " + COOKIE),
            List.of("Cookie: " + COOKIE, "X-Requested-With: XMLHttpRequest"),
            List.of("Cookie: " + COOKIE, "Sec-Fetch-Site: same-origin"),
            List.of("Cookie: " + COOKIE, PROOF, "Sec-Fetch-Site: same-site"),
            List.of("Cookie: " + COOKIE, PROOF, "Sec-Fetch-Site: cross-site"))) {
      RawHttp.Response answer = RawHttp.send(port, request, foreign, NOTHING);
      assertThat(answer.status()).as(foreign.toString()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("CROSS_SITE_REFUSED");
    }
    assertThat(SERVICES.received).isEmpty();

    assertThat(RawHttp.send(port, request, List.of("Cookie: " + COOKIE, PROOF), NOTHING).status())
        .isEqualTo(200);
    assertThat(SERVICES.onlyRequest().header("X-Zhaoli-Operator")).containsExactly("opr_1");
    assertThat(SERVICES.onlyRequest().header("X-Zhaoli-Operator-Session")).containsExactly("ses_1");
  }

  @Test
  void aPageOfAnotherOriginMayNotSendTheProof() {
    RawHttp.Response answer =
        RawHttp.send(
            port,
            "OPTIONS /ops/v1/merchants HTTP/1.1",
            List.of(
                "Origin: https://evil.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-requested-with"),
            NOTHING);

    assertThat(answer.header("Access-Control-Allow-Headers").toString().toLowerCase(Locale.ROOT))
        .doesNotContain("x-requested-with");
  }

  @Test
  void noServiceSeesAnOperatorsCookie() {
    for (String path : List.of("/onboarding/", "/cashier/tok_1", "/ops/v1/merchants")) {
      SERVICES.received.clear();
      RawHttp.send(
          port,
          "GET " + path + " HTTP/1.1",
          List.of(
              "Cookie: a=1; " + COOKIE + "; zhaoli_ops=" + Services.OPERATOR_TOKEN + ";b=2", PROOF),
          NOTHING);
      assertThat(SERVICES.onlyRequest().header("Cookie")).containsExactly("a=1; b=2");

      SERVICES.received.clear();
      RawHttp.send(port, "GET " + path + " HTTP/1.1", List.of("Cookie: " + COOKIE, PROOF), NOTHING);
      assertThat(SERVICES.onlyRequest().header("Cookie")).isEmpty();
    }
  }

  @Test
  void operatorsPagesAreOpenSinceTheyHoldNothing() {
    for (String path :
        List.of(
            "/ops",
            "/ops/",
            "/ops/merchants",
            "/ops/audit-log",
            "/ops/operators",
            "/ops/account",
            "/ops/wechat",
            "/ops/wechat/menus?version=mnv_1",
            "/ops/wechat/pages/menus.js",
            "/ops/assets/frame.js",
            "/ops/assets/lib/vue/dist/vue.runtime.global.prod.js",
            "/ops/pages/merchants.js")) {
      SERVICES.received.clear();
      assertThat(get(path).status()).as(path).isEqualTo(200);
      assertThat(SERVICES.onlyRequest().header("X-Zhaoli-Operator")).isEmpty();
    }
  }

  @Test
  void theServicesAnswerCrossesUnchanged() {
    SERVICES.answer =
        new Services.Answer(
            409,
            Map.of(
                "Content-Type", "application/json;charset=UTF-8",
                "Set-Cookie", "zhaoli_onboarding=1; HttpOnly",
                "Location", "/somewhere",
                "Content-Security-Policy", "default-src 'self'"),
            "{\"code\":\"OUT_TRADE_NO_CONFLICT\",\"message\":\"你好\"}");

    RawHttp.Response answer = get("/onboarding/");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("{\"code\":\"OUT_TRADE_NO_CONFLICT\",\"message\":\"你好\"}");
    assertThat(answer.header("Set-Cookie")).containsExactly("zhaoli_onboarding=1; HttpOnly");
    assertThat(answer.header("Location")).containsExactly("/somewhere");
    assertThat(answer.header("Content-Security-Policy")).containsExactly("default-src 'self'");
    assertThat(answer.header("Content-Type")).containsExactly("application/json;charset=UTF-8");
    assertThat(answer.header("Content-Length")).hasSize(1);
  }

  @Test
  void aRedirectOfTheServiceIsHandedOnNotFollowed() {
    SERVICES.answer = new Services.Answer(302, Map.of("Location", "http://127.0.0.1:1/"), "");
    assertThat(get("/cashier/tok_1").status()).isEqualTo(302);
    assertThat(SERVICES.received).hasSize(1);
  }

  @Test
  void headersThatTheCallerTiesToItsConnectionStayThere() {
    RawHttp.send(
        port,
        "GET /onboarding/ HTTP/1.1",
        List.of("Connection: X-Secret", "X-Secret: 1", "TE: trailers", "Proxy-Authorization: x"),
        NOTHING);
    assertThat(SERVICES.onlyRequest().headers().keySet())
        .map(String::toLowerCase)
        .doesNotContain("x-secret", "te", "proxy-authorization");
  }

  @Test
  void theSigningRulesAreReadable() {
    assertThat(get("/docs").header("Location")).containsExactly("/docs/");
    assertThat(get("/docs/").body()).contains("open-api-signing.md").doesNotContain("<script");
    assertThat(get("/docs/open-api-signing.md").body()).contains("ZHAOLI1");
    assertThat(get("/docs/signing-vectors.json").body()).contains("\"vectors\"");
    assertThat(get("/docs/application.yml").status()).isEqualTo(404);
    assertThat(get("/docs/openapi/words/payment.json").status()).isEqualTo(404);
  }

  @Test
  void theWholeOpenApiIsDescribedForToolsAndForPeople() {
    JsonNode document = JsonMapper.shared().readTree(get("/docs/openapi.json").body());

    assertThat(document.path("openapi").asString("")).startsWith("3.1");
    assertThat(document.path("paths").propertyNames())
        .contains(
            "/openapi/v1/merchant",
            "/openapi/v1/payments",
            "/openapi/v1/refunds",
            "/openapi/v1/terminals/{terminalNo}/activation-codes",
            "/openapi/v1/cashiers/{cashierNo}",
            "/openapi/v1/webhook-endpoints/{endpointNo}/replays/{replayNo}");
    String page = get("/docs/").body();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        call ->
                            assertThat(page)
                                .contains(
                                    "<code>"
                                        + call.getKey().toUpperCase(Locale.ROOT)
                                        + " "
                                        + path.getKey()
                                        + "</code>")));
    assertThat(page).contains("OUT_TRADE_NO_CONFLICT").doesNotContain("<!--calls-->");
  }

  @Test
  void healthIsThere() {
    assertThat(get("/actuator/health").status()).isEqualTo(200);
    assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(get("/actuator/prometheus").status()).isEqualTo(200);
    assertThat(get("/actuator/env").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 203.0.113.9",
        "X-Real-IP: 203.0.113.9",
        "Forwarded: for=203.0.113.9",
        "Via: 1.1 proxy"
      })
  void aProxyOnThisMachineGetsNoMetrics(String header) {
    assertThat(
            RawHttp.send(port, "GET /actuator/prometheus HTTP/1.1", List.of(header), NOTHING)
                .status())
        .isEqualTo(404);
  }

  private RawHttp.Response get(String path) {
    return RawHttp.send(port, "GET " + path + " HTTP/1.1", List.of(), NOTHING);
  }
}
