package com.zhaoli.pay.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonObjectTest {

  @Test
  void everyTypeIsRead() {
    JsonObject json =
        parse(
            " {\"s\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u4f60😀\",\"n\":-12,\"d\":1.5e2,"
                + "\"t\":true,\"f\":false,\"z\":null,\"l\":[1,[],{}],\"o\":{\"x\":0}} \n");
    assertThat(json.text("s")).isEqualTo("a\"\\/\b\f\n\r\t你😀");
    assertThat(json.number("n")).isEqualTo(-12);
    assertThat(json.members().get("d")).isEqualTo(150.0);
    assertThat(json.members().get("t")).isEqualTo(true);
    assertThat(json.has("z")).isFalse();
    assertThat(json.texts("l")).hasSize(3);
    assertThat(json.object("o").number("x")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "1",
        "{",
        "{}}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":NaN}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\u１２３４\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"",
        "{\"a\":1,\"a\":2}",
        "{\"a\":[1,]}",
        "{\"a\":tru}",
        "{\"a\":1}x",
        "{\"a\":99999999999999999999}",
        "// c\n{}",
        "\u00a0{}"
      })
  void whatIsNotOneObjectIsRefused(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonException.class);
  }

  @Test
  void whatIsNotUtf8OrTooDeepIsRefused() {
    assertThatThrownBy(() -> JsonObject.parse(new byte[] {'{', (byte) 0xff, '}'}))
        .isInstanceOf(JsonException.class);
    assertThat(parse("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}").has("a")).isTrue();
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("deep");
  }

  @Test
  void aMissingMemberAndOneOfAnotherTypeAreNamed() {
    JsonObject json = parse("{\"a\":1}");
    assertThatThrownBy(() -> json.text("b")).hasMessage("b is missing");
    assertThatThrownBy(() -> json.text("a")).hasMessageContaining("a has another type");
    assertThatThrownBy(() -> parse("{\"a\":\"yesterday\"}").instant("a"))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void listsOfObjectsAndTextsByNameAreRead() {
    JsonObject json =
        parse(
            "{\"l\":[{\"a\":1},{}],\"m\":{\"x\":\"1\",\"y\":2,\"z\":null},\"t\":true,"
                + "\"big\":9999999999,\"mixed\":[{},1]}");
    assertThat(json.objects("l")).hasSize(2);
    assertThat(json.objects("l").get(0).optionalInteger("a")).isOne();
    assertThat(json.objects("l").get(1).optionalInteger("a")).isNull();
    assertThat(json.textMap("m")).isEqualTo(Map.of("x", "1", "y", "2"));
    assertThat(json.textMap("none")).isEmpty();
    assertThat(json.flag("t")).isTrue();
    assertThatThrownBy(() -> json.flag("none")).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> json.objects("none")).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> json.objects("mixed")).isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> json.optionalInteger("big")).isInstanceOf(JsonException.class);
  }

  @Test
  void listsAndFlagsAreWritten() {
    assertThat(
            new JsonBody()
                .with("l", List.of("a", "\""))
                .with("e", List.of())
                .with("t", Boolean.TRUE)
                .with("i", Integer.valueOf(1))
                .with("n", (Boolean) null)
                .toBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"l\":[\"a\",\"\\\"\"],\"e\":[],\"t\":true,\"i\":1}");
  }

  @Test
  void whatIsWrittenReadsTheSameByAnotherParser() {
    Random random = new Random(20260101);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(20); j > 0; j--) {
        text.appendCodePoint(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(0x20);
              case 1 -> 0x20 + random.nextInt(0x60);
              case 2 -> 0x4e00 + random.nextInt(0x1000);
              default -> 0x1f600 + random.nextInt(0x40);
            });
      }
      byte[] written = new JsonBody().with("t", text.toString()).with("n", (long) i).toBytes();
      assertThat(JsonMapper.shared().readTree(written).get("t").asString())
          .isEqualTo(text.toString());
      assertThat(JsonObject.parse(written).text("t")).isEqualTo(text.toString());
    }
  }

  @Test
  void halfACharacterDoesNotBecomeAQuestionMark() {
    assertThat(new JsonBody().with("t", "a\ud83d").toBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"t\":\"a\\ud83d\"}");
  }

  private static JsonObject parse(String text) {
    return JsonObject.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void objectsAndListsOfThemAreWrittenAndReadAlike() {
    JsonObject read =
        JsonObject.parse(
            new JsonBody()
                .with("one", new JsonBody().with("text", "a\"b").with("none", (String) null))
                .withAll("many", List.of(new JsonBody().with("n", 1L), new JsonBody()))
                .withAll("empty", List.of())
                .toBytes());

    assertThat(read.object("one").members()).isEqualTo(Map.of("text", "a\"b"));
    assertThat(read.objects("many"))
        .extracting(JsonObject::members)
        .isEqualTo(List.of(Map.of("n", 1L), Map.of()));
    assertThat(read.objects("empty")).isEmpty();
  }
}
