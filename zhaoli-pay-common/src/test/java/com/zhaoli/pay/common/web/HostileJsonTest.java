package com.zhaoli.pay.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.json.MultiLine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies and times that no honest client sends. */
@SpringBootTest(
    properties = {
      "spring.application.name=hostile-json-test",
      "zhaoli.internal.key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
    })
@AutoConfigureMockMvc
class HostileJsonTest {
  private final MockMvc mvc;
  private final InternalToken token;
  private final JsonMapper json;

  @Autowired
  HostileJsonTest(MockMvc mvc, InternalToken token, JsonMapper json) {
    this.mvc = mvc;
    this.token = token;
    this.json = json;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "amount | 1.5",
        "amount | 1.0",
        "amount | 1e2",
        "amount | \"1\"",
        "amount | \"\"",
        "amount | true",
        "amount | [1]",
        "urgent | 1",
        "urgent | \"true\"",
        "urgent | \"\"",
        "kind | 0",
        "kind | \"0\"",
        "kind | \"\"",
        "kind | true",
        "subject | 1",
        "subject | 1.5",
        "subject | true",
        "subject | [\"a\"]",
        "subject | {}",
        "tags | \"a\"",
        "tags[1] | [\"a\",1]",
        "fields.a | {\"a\":1}",
        "at | 1764201600",
        "at | \"1764201600\"",
        "at | \"\"",
        "day | [2026,1,31]",
        "day | 20000",
        "day | \"\"",
        "clock | [10,30]",
        "clock | 36000"
      })
  void aValueOfAnotherTypeIsRefusedAndNotMadeToFit(String field, String value) throws Exception {
    assertThat(refusal(field.replaceAll("[.\\[].*", ""), value))
        .containsExactly(Map.entry(field, "is missing or has the wrong type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "subject | \"a\\u0000b\"",
        "subject | \"a\\nb\"",
        "subject | \"a\\tb\"",
        "subject | \"\\u001b[31m\"",
        "subject | \"\\u007f\"",
        "note | \"a\\u0000b\"",
        "note | \"a\\u000bb\"",
        "note | \"\\u007f\"",
        "tags[1] | [\"a\",\"\\r\"]",
        "fields.a | {\"a\":\"\\u0008\"}",
        "content | {\"button\":[{\"name\":\"\\u0001\"}]}"
      })
  void controlCharactersAreRefusedExceptLineBreaksWhereThereMayBeLines(String field, String value)
      throws Exception {
    assertThat(refusal(field.replaceAll("[.\\[].*", ""), value))
        .containsExactly(Map.entry(field, "must not have control characters"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "subject | \"\\ud800\"",
        "subject | \"\\ud800x\"",
        "subject | \"\\ude00\\ud83d\"",
        "note | \"\\udfff\"",
        "tags[0] | [\"\\ud83d\"]",
        "fields.a | {\"a\":\"\\ud83d\"}",
        "content | {\"button\":[{\"name\":\"\\ud83d\"}]}"
      })
  void halfACharacterIsRefusedEverywhere(String field, String value) throws Exception {
    assertThat(refusal(field.replaceAll("[.\\[].*", ""), value))
        .containsExactly(Map.entry(field, "must not have half a surrogate pair"));
  }

  @Test
  void soIsOneInTheBytesThemselves() throws Exception {
    byte[] body = "{\"subject\":\"???\"}".getBytes(StandardCharsets.US_ASCII);
    body[12] = (byte) 0xed;
    body[13] = (byte) 0xa0;
    body[14] = (byte) 0x80;

    assertThat(post("/orders", body).getStatus()).isEqualTo(400);
  }

  @Test
  void theNamesOfAMapAreTextsToo() throws Exception {
    assertThat(refusal("fields", "{\"a\\u0000\":\"b\"}").values())
        .containsExactly("must not have control characters");
    for (String field : List.of("fields", "content", "unknown")) {
      String half = "{\"%s\":{\"\\ud83d\":\"b\"}}".formatted(field);
      MockHttpServletResponse refused = post("/orders", half.getBytes(StandardCharsets.UTF_8));
      assertThat(refused.getStatus()).isEqualTo(400);
      assertThat(refused.getContentAsString()).contains("REQUEST_BODY_MALFORMED");
    }
  }

  @Test
  void whatIsWellWrittenIsReadAsItIs() throws Exception {
    String body =
        """
        {"subject":"咖啡 ☕ 👍","note":"one\\r\\n\\ttwo","amount":100,"urgent":true,"kind":"SOME",
         "tags":["a",""],"fields":{"键":"值"},"content":{"a":[1.5,true,null,"👍"]},
         "at":"2026-11-27T12:00:00+08:00","day":"9999-12-31","clock":"10:30","unknown":{"x":1}}
        """;

    MockHttpServletResponse answer = post("/orders", body.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(json.readValue(answer.getContentAsByteArray(), Order.class))
        .isEqualTo(
            new Order(
                "咖啡 ☕ 👍",
                "one\r\n\ttwo",
                100L,
                true,
                Kind.SOME,
                List.of("a", ""),
                Map.of("键", "值"),
                json.readTree("{\"a\":[1.5,true,null,\"👍\"]}"),
                Instant.parse("2026-11-27T04:00:00Z"),
                LocalDate.of(9999, 12, 31),
                LocalTime.of(10, 30)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"subject\":null,\"amount\":null,\"tags\":[null],\"at\":null}"})
  void whatIsAbsentStaysAbsent(String body) throws Exception {
    assertThat(post("/orders", body.getBytes(StandardCharsets.UTF_8)).getStatus()).isEqualTo(200);
  }

  @Test
  void whatServicesSendEachOtherIsReadAsBefore() throws Exception {
    byte[] kept = "{\"subject\":\"of\\u0000old\",\"amount\":1}".getBytes(StandardCharsets.US_ASCII);

    assertThat(post("/internal/v1/orders", kept).getStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "at | \"+1000000000-01-01T00:00:00Z\"",
        "at | \"+10000-01-01T00:00:00Z\"",
        "at | \"-999999999-01-01T00:00:00Z\"",
        "at | \"1969-12-31T23:59:59.999Z\"",
        "day | \"+999999999-12-31\"",
        "day | \"-0001-01-01\"",
        "day | \"1969-12-31\""
      })
  void aTimeThatNoDatabaseKeepsIsRefused(String field, String value) throws Exception {
    assertThat(refusal(field, value))
        .containsExactly(Map.entry(field, "must be from 1970 to 9999"));

    MockHttpServletResponse refused =
        mvc.perform(
                get("/times")
                    .header(ZhaoliHeaders.INTERNAL, token.issue("test"))
                    .queryParam(field, value.replace("\"", "")))
            .andReturn()
            .getResponse();
    assertThat(refused.getStatus()).isEqualTo(400);
    assertThat(json.readTree(refused.getContentAsString()).at("/details/" + field).asString(""))
        .isEqualTo("must be from 1970 to 9999");
  }

  @ParameterizedTest
  @CsvSource({
    "at=2026-11-27T04:00:00Z,2026-11-27T04:00:00Z null",
    "at=2026-11-27T12:00:00%2B08:00,2026-11-27T04:00:00Z null",
    "at=9999-12-31T23:59:59.999999999Z,9999-12-31T23:59:59.999999999Z null",
    "at=1970-01-01T00:00:00Z,1970-01-01T00:00:00Z null",
    "day=2026-01-31,null 2026-01-31",
    "at=,null null",
    "day=&at=,null null"
  })
  void aTimeInAnAddressIsReadAsInABody(String query, String read) throws Exception {
    assertThat(
            mvc.perform(
                    get(URI.create("/times?" + query))
                        .header(ZhaoliHeaders.INTERNAL, token.issue("test")))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({"at,now", "at,1764201600", "day,1/31/26", "day,2026-02-30"})
  void whatIsNoTimeHasTheWrongType(String name, String value) throws Exception {
    MockHttpServletResponse refused =
        mvc.perform(
                get("/times")
                    .header(ZhaoliHeaders.INTERNAL, token.issue("test"))
                    .queryParam(name, value))
            .andReturn()
            .getResponse();

    assertThat(refused.getStatus()).isEqualTo(400);
    assertThat(json.readTree(refused.getContentAsString()).at("/details/" + name).asString(""))
        .isEqualTo("has the wrong type");
  }

  /** The details of the refusal of an order with this field. */
  private Map<String, String> refusal(String field, String value) throws Exception {
    MockHttpServletResponse answer =
        post("/orders", "{\"%s\":%s}".formatted(field, value).getBytes(StandardCharsets.UTF_8));
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(400);
    Refusal refusal = json.readValue(answer.getContentAsByteArray(), Refusal.class);
    assertThat(refusal.code()).isEqualTo("REQUEST_INVALID");
    return refusal.details();
  }

  private MockHttpServletResponse post(String path, byte[] body) throws Exception {
    return mvc.perform(
            MockMvcRequestBuilders.post(path)
                .header(ZhaoliHeaders.INTERNAL, token.issue("test"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body))
        .andReturn()
        .getResponse();
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import(Controller.class)
  static class App {}

  record Refusal(String code, Map<String, String> details) {}

  enum Kind {
    SOME,
    OTHER
  }

  record Order(
      @Nullable String subject,
      @MultiLine @Nullable String note,
      @Nullable Long amount,
      @Nullable Boolean urgent,
      @Nullable Kind kind,
      @Nullable List<@Nullable String> tags,
      @Nullable Map<String, String> fields,
      @Nullable JsonNode content,
      @Nullable Instant at,
      @Nullable LocalDate day,
      @Nullable LocalTime clock) {}

  @RestController
  static class Controller {
    @PostMapping({"/orders", "/internal/v1/orders"})
    Order order(@RequestBody Order order) {
      return order;
    }

    @GetMapping("/times")
    String times(
        @RequestParam(name = "at", required = false) @Nullable Instant at,
        @RequestParam(name = "day", required = false) @Nullable LocalDate day) {
      return at + " " + day;
    }
  }
}
