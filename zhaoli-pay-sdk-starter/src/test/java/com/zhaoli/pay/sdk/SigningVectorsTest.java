package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.http.SigningInterceptor;
import com.zhaoli.pay.signing.RequestSigner;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import com.zhaoli.pay.signing.StringToSign;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The known answers of {@code spec/signing-vectors.json}, through the interceptor that signs the
 * starter's calls. Its nonces are random, so the file's signature is compared for the file's nonce
 * and the interceptor's for its own.
 */
class SigningVectorsTest {

  private static final JsonNode FILE = read();
  private static final SigningKey KEY =
      new SigningKey(FILE.get("appSecret").asString(), FILE.get("salt").asString());

  @ParameterizedTest
  @MethodSource("vectors")
  void theInterceptorSignsEachVectorsRequest(Vector vector) throws IOException {
    for (SignType type : SignType.values()) {
      Clock clock =
          Clock.fixed(
              Instant.ofEpochSecond(Long.parseLong(vector.text("timestamp"))), ZoneOffset.UTC);
      MockClientHttpRequest request =
          new MockClientHttpRequest(
              HttpMethod.valueOf(vector.text("method")),
              URI.create("http://127.0.0.1" + vector.pathAndQuery()));
      if (!vector.text("idempotencyKey").isEmpty()) {
        request.getHeaders().set("Idempotency-Key", vector.text("idempotencyKey"));
      }
      byte[] body = vector.text("body").getBytes(StandardCharsets.UTF_8);

      new SigningInterceptor("app_1", "key_1", KEY, type, clock)
          .intercept(request, body, (sent, bytes) -> new MockClientHttpResponse(new byte[0], 200));

      String nonce = String.valueOf(request.getHeaders().getFirst("X-Zhaoli-Nonce"));
      StringToSign own =
          new StringToSign(vector.text("stringToSign").replace(vector.text("nonce"), nonce));
      assertThat(request.getHeaders().getFirst("X-Zhaoli-Sign"))
          .isEqualTo(RequestSigner.sign(type, own, KEY));
      assertThat(RequestSigner.sign(type, new StringToSign(vector.text("stringToSign")), KEY))
          .isEqualTo(vector.text(type.headerValue()));
    }
  }

  static List<Vector> vectors() {
    return Stream.of(FILE.get("vectors")).flatMap(JsonNode::valueStream).map(Vector::new).toList();
  }

  record Vector(JsonNode node) {
    String text(String field) {
      return node.get(field).asString();
    }

    String pathAndQuery() {
      return text("path") + (text("query").isEmpty() ? "" : "?" + text("query"));
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
