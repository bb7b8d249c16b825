package com.zhaoli.pay.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The known answers of {@code spec/signing-vectors.json}. */
class SigningVectorsTest {

  private static final JsonNode FILE = read();
  private static final SigningKey KEY =
      new SigningKey(FILE.get("appSecret").asString(), FILE.get("salt").asString());

  @ParameterizedTest
  @MethodSource("vectors")
  void everyVectorIsReproduced(Vector vector) {
    StringToSign lines = vector.lines();

    assertThat(lines.value()).isEqualTo(vector.text("stringToSign"));
    for (SignType type : SignType.values()) {
      String known = vector.text(type.headerValue());
      assertThat(RequestSigner.sign(type, lines, KEY)).isEqualTo(known).hasSize(type.hexLength());
      assertThat(RequestSigner.verify(type, lines, KEY, known)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void aSignatureOfOneTypeIsNoneOfTheOther(Vector vector) {
    assertThat(
            RequestSigner.verify(
                SignType.HMAC_SHA256, vector.lines(), KEY, vector.text(SignType.MD5.headerValue())))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void anotherSaltOrSecretDoesNotVerify(Vector vector) {
    for (SignType type : SignType.values()) {
      String known = vector.text(type.headerValue());
      assertThat(
              RequestSigner.verify(
                  type, vector.lines(), new SigningKey(KEY.appSecret(), KEY.salt() + "x"), known))
          .isFalse();
      assertThat(
              RequestSigner.verify(
                  type, vector.lines(), new SigningKey(KEY.appSecret() + "x", KEY.salt()), known))
          .isFalse();
    }
  }

  static List<Vector> vectors() {
    return Stream.of(FILE.get("vectors")).flatMap(JsonNode::valueStream).map(Vector::new).toList();
  }

  record Vector(JsonNode node) {
    String text(String field) {
      return node.get(field).asString();
    }

    StringToSign lines() {
      return StringToSign.of(
          text("method"),
          text("path"),
          text("query"),
          text("timestamp"),
          text("nonce"),
          text("idempotencyKey"),
          text("body").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return text("name");
    }
  }

  private static JsonNode read() {
    try (InputStream in =
        Objects.requireNonNull(
            SigningVectorsTest.class.getResourceAsStream("/signing-vectors.json"))) {
      return JsonMapper.shared().readTree(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
