package com.zhaoli.pay.sdk.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the fake against what is published of the platform: the OpenAPI documents, the catalogue of
 * errors and the example of a webhook.
 */
class OpenApiDocumentTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<JsonNode> DOCUMENTS =
      Stream.of("merchant", "payment", "notify", "terminal")
          .map(OpenApiDocumentTest::document)
          .toList();

  private final FakeZhaoliPay fake = FakeZhaoliPay.start();
  private final SignedCalls calls = new SignedCalls(fake);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void everyOperationOfTheDocumentsIsKnownAndNoOther() {
    Set<String> documented = new TreeSet<>();
    for (JsonNode document : DOCUMENTS) {
      document
          .path("paths")
          .properties()
          .forEach(
              path ->
                  path.getValue()
                      .propertyNames()
                      .forEach(method -> documented.add(method + " " + path.getKey())));
    }

    assertThat(Operation.values())
        .extracting(one -> one.method().toLowerCase(Locale.ROOT) + " " + one.path())
        .containsExactlyInAnyOrderElementsOf(documented);
  }

  @Test
  void errorsAreThoseOfTheCatalogue() throws IOException {
    Map<PlatformError, String> catalogue = new EnumMap<>(PlatformError.class);
    Matcher row =
        Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\d+ \\| .*) \\|$")
            .matcher(Files.readString(Path.of("../docs/errors.md")));
    Set<String> names = new TreeSet<>();
    Stream.of(PlatformError.values()).forEach(error -> names.add(error.name()));
    while (row.find()) {
      if (names.contains(row.group(1))) {
        catalogue.put(PlatformError.valueOf(row.group(1)), row.group(2));
      }
    }

    for (PlatformError error : PlatformError.values()) {
      assertThat(error.httpStatus() + " | " + error.message())
          .as(error.name())
          .isEqualTo(catalogue.get(error));
    }
  }

  @Test
  void whatIsAnsweredFitsTheDocuments() throws Exception {
    check(Operation.GET_MERCHANT, "", "", 200);
    String created = check(Operation.CREATE_PAYMENT, "", payment("T1", "NATIVE", "WECHAT"), 201);
    check(Operation.CREATE_PAYMENT, "", payment("T1", "NATIVE", "WECHAT"), 200);
    check(Operation.CREATE_PAYMENT, "", payment("T1", "NATIVE", "ALIPAY"), 409);
    check(Operation.CREATE_PAYMENT, "", payment("T2", "AGGREGATE_QR", null), 201);
    check(Operation.CREATE_PAYMENT, "", payment("T3", "PAGE", "WECHAT"), 201);
    check(Operation.CREATE_PAYMENT, "", payment("T4", "WAP", "ALIPAY"), 201);
    check(Operation.CREATE_PAYMENT, "", "{}", 400);
    fake.declineNextPayment("NO_WAY");
    check(Operation.CREATE_PAYMENT, "", payment("T5", "NATIVE", "ALIPAY"), 422);
    check(Operation.FIND_PAYMENT, "?outTradeNo=T5", "", 200);
    String paymentNo = JSON.readTree(created).path("paymentNo").asString();
    fake.pay("T1");
    check(Operation.GET_PAYMENT, paymentNo, "", 200);
    check(Operation.SYNC_PAYMENT, paymentNo, "", 200);
    check(Operation.SYNC_FOUND_PAYMENT, "?outTradeNo=T1", "", 200);
    check(Operation.CLOSE_PAYMENT, paymentNo, "", 409);
    check(Operation.REVERSE_PAYMENT, paymentNo, "", 409);
    check(Operation.GET_PAYMENT, "pay_none", "", 404);
    String refund =
        "{\"paymentNo\":\"%s\",\"outRefundNo\":\"R1\",\"amount\":1}".formatted(paymentNo);
    String refundNo =
        JSON.readTree(check(Operation.CREATE_REFUND, "", refund, 201)).path("refundNo").asString();
    check(Operation.GET_REFUND, refundNo, "", 200);
    fake.failRefund("R1");
    check(Operation.CREATE_REFUND, "", refund, 200);
    fake.succeedRefund("R1");
    check(Operation.GET_REFUND, refundNo, "", 200);
    check(Operation.GET_PAYMENT, paymentNo, "", 200);
    check(Operation.CREATE_REFUND, "", refund.replace("R1", "R2").replace(":1}", ":100}"), 422);
  }

  @Test
  void endpointsAndKeysFitTheDocuments() throws Exception {
    String url = "{\"url\":\"https://shop.example.com/\",\"maxPerSecond\":3}";
    String endpointNo =
        JSON.readTree(check(Operation.CREATE_ENDPOINT, "", url, 201)).path("endpointNo").asString();
    check(Operation.CREATE_ENDPOINT, "", "{\"url\":\"http://shop.example.com/\"}", 422);
    check(Operation.CHANGE_ENDPOINT, endpointNo, "{\"status\":\"PAUSED\"}", 200);
    check(Operation.GET_ENDPOINT, endpointNo, "", 200);
    check(Operation.LIST_ENDPOINTS, "", "", 200);
    check(Operation.ROTATE_ENDPOINT_SECRET, endpointNo, "{\"overlapSeconds\":60}", 200);
    check(Operation.TEST_ENDPOINT, endpointNo, "", 200);
    check(Operation.DELETE_ENDPOINT, endpointNo, "", 204);
    check(Operation.DELETE_ENDPOINT, endpointNo, "", 404);
    check(Operation.LIST_KEYS, "", "", 200);
    check(Operation.ROTATE_KEY, "", "{\"overlapSeconds\":60}", 201);
    check(Operation.ROTATE_KEY, "", "", 409);
    check(Operation.REVOKE_KEY, "key_2", "", 204);
    check(Operation.REVOKE_KEY, "key_1", "", 409);
    check(Operation.LIST_KEYS, "", "", 200);
  }

  @Test
  void configurationsOfTerminalsFitTheDocuments() throws Exception {
    String settings = "{\"receiptHeader\":[\"人民广场店\"],\"receiptColumns\":48,\"methods\":[\"QR\"]}";
    check(Operation.GET_TERMINAL_CONFIGURATION, "trm_1", "", 200);
    check(Operation.SET_TERMINAL_CONFIGURATION, "trm_1", settings, 200);
    fake.confirmConfiguration("trm_1");
    check(Operation.GET_TERMINAL_CONFIGURATION, "trm_1", "", 200);
    check(Operation.SET_TERMINAL_CONFIGURATION, "trm_1", "{\"receiptColumns\":40}", 400);
    fake.next(Operation.GET_TERMINAL_CONFIGURATION).isRefused(PlatformError.TERMINAL_NOT_FOUND);
    check(Operation.GET_TERMINAL_CONFIGURATION, "trm_2", "", 404);
  }

  @Test
  void aWebhookHasTheFieldsOfTheManualsExample() throws Exception {
    calls.send("POST", "/openapi/v1/payments", payment("T1", "NATIVE", "WECHAT"));
    JsonNode sent = JSON.readTree(fake.pay("T1").body());
    String manual = Files.readString(Path.of("../docs/webhooks.md"));
    int begin = manual.indexOf("{\"id\":\"evt_");
    JsonNode example = JSON.readTree(manual.substring(begin, manual.indexOf("```", begin)));

    assertThat(sent.propertyNames()).containsExactlyElementsOf(example.propertyNames());
    assertThat(sent.path("data").propertyNames())
        .containsExactlyElementsOf(example.path("data").propertyNames());
    assertThat(sent.path("type").asString()).isEqualTo("payment.succeeded");
    assertThat(sent.path("data").path("status").asString()).isEqualTo("SUCCEEDED");
    assertThat(Instant.parse(sent.path("createdAt").asString())).isNotNull();
  }

  private static String payment(String outTradeNo, String method, @Nullable String channel) {
    return "{\"outTradeNo\":\"%s\",\"amount\":100,\"subject\":\"Latte\",\"attach\":\"a\",\"method\":\"%s\"%s}"
        .formatted(outTradeNo, method, channel == null ? "" : ",\"channel\":\"" + channel + "\"");
  }

  /** Calls it, and holds status and body against the operation's document. */
  private String check(Operation operation, String number, String body, int status)
      throws Exception {
    String path =
        number.startsWith("?")
            ? operation.path() + number
            : operation.path().replaceAll("\\{.*?}", number);
    HttpResponse<String> answer = calls.send(operation.method(), path, body);
    assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("X-Zhaoli-Request-Id")).isPresent();
    JsonNode document =
        DOCUMENTS.stream()
            .filter(one -> one.path("paths").has(operation.path()))
            .findFirst()
            .orElseThrow();
    JsonNode response =
        document
            .path("paths")
            .path(operation.path())
            .path(operation.method().toLowerCase(Locale.ROOT))
            .path("responses")
            .path(Integer.toString(status));
    assertThat(response.isObject()).as("%s answers %s", operation, status).isTrue();
    if (!answer.body().isEmpty()) {
      List<String> problems = new ArrayList<>();
      new Schema(document, problems)
          .check(
              response.path("content").iterator().next().path("schema"),
              JSON.readTree(answer.body()),
              operation.name());
      assertThat(problems).as(answer.body()).isEmpty();
    }
    return answer.body();
  }

  private static JsonNode document(String name) {
    try {
      return JSON.readTree(Files.readString(Path.of("../spec/openapi/" + name + ".json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What of JSON Schema the documents use; no field may be there that they do not name. */
  private record Schema(JsonNode document, List<String> problems) {

    void check(JsonNode schema, JsonNode value, String at) {
      if (schema.has("$ref")) {
        check(document.at(schema.path("$ref").asString().substring(1)), value, at);
        return;
      }
      switch (schema.path("type").asString("")) {
        case "object" -> checkObject(schema, value, at);
        case "array" -> {
          require(value.isArray(), at + " is no list");
          value.forEach(element -> check(schema.path("items"), element, at + "[]"));
        }
        case "string" -> checkText(schema, value, at);
        case "integer" -> require(value.isIntegralNumber(), at + " is no whole number");
        case "boolean" -> require(value.isBoolean(), at + " is neither true nor false");
        default -> problems.add(at + " has a schema that this test does not know: " + schema);
      }
    }

    private void checkObject(JsonNode schema, JsonNode value, String at) {
      require(value.isObject(), at + " is no object");
      schema
          .path("required")
          .forEach(name -> require(value.has(name.asString()), at + " has no " + name));
      for (String name : value.propertyNames()) {
        JsonNode member =
            schema.path("properties").has(name)
                ? schema.path("properties").path(name)
                : schema.path("additionalProperties");
        require(member.isObject(), at + " has " + name + ", which is not documented");
        if (member.isObject()) {
          check(member, value.path(name), at + "." + name);
        }
      }
    }

    private void checkText(JsonNode schema, JsonNode value, String at) {
      require(value.isString(), at + " is no text");
      if (schema.has("enum")) {
        require(
            schema.path("enum").valueStream().anyMatch(value::equals),
            at + " is none of " + schema.path("enum"));
      }
      if (schema.path("format").asString("").equals("date-time")) {
        require(value.asString("").matches("\\d{4}-\\d\\d-\\d\\dT.*Z"), at + " is no time");
      }
    }

    private void require(boolean condition, String problem) {
      if (!condition) {
        problems.add(problem);
      }
    }
  }
}
