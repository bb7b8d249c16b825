package com.zhaoli.pay.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The scripts of {@code examples/signing}, for merchants without Java: the known answers. */
class SigningScriptsTest {
  private static final Path SCRIPTS = Path.of("../examples/signing");
  private static final List<List<String>> COMMANDS =
      List.of(List.of("python3", "sign.py"), List.of("node", "sign.mjs"));
  private static final int MOST_LINES = 30;

  private static Stream<Arguments> vectorsByScript() throws IOException {
    try (InputStream in = SigningScriptsTest.class.getResourceAsStream("/signing-vectors.json")) {
      JsonNode file = JsonMapper.shared().readTree(Objects.requireNonNull(in));
      return COMMANDS.stream()
          .flatMap(
              command ->
                  file.get("vectors")
                      .valueStream()
                      .map(
                          vector ->
                              Arguments.of(
                                  command.get(1), vector.get("name").asString(), file, vector)));
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("vectorsByScript")
  void aScriptReproducesEveryVector(String script, String name, JsonNode file, JsonNode vector)
      throws IOException, InterruptedException {
    String query = vector.get("query").asString();
    String key = vector.get("idempotencyKey").asString();
    List<String> arguments = new ArrayList<>();
    arguments.add(vector.get("method").asString());
    arguments.add(vector.get("path").asString() + (query.isEmpty() ? "" : "?" + query));
    if (!key.isEmpty()) {
      arguments.add(key);
    }

    String printed =
        run(
            script,
            arguments,
            vector.get("body").asString(),
            Map.of(
                "ZHAOLI_PAY_APP_ID", "app_1",
                "ZHAOLI_PAY_APP_KEY", "key_1",
                "ZHAOLI_PAY_APP_SECRET", file.get("appSecret").asString(),
                "ZHAOLI_PAY_SALT", file.get("salt").asString(),
                "TIMESTAMP", vector.get("timestamp").asString(),
                "NONCE", vector.get("nonce").asString()));

    List<String> headers =
        new ArrayList<>(
            List.of(
                SigningHeaders.APP_ID + ": app_1",
                SigningHeaders.APP_KEY + ": key_1",
                SigningHeaders.TIMESTAMP + ": " + vector.get("timestamp").asString(),
                SigningHeaders.NONCE + ": " + vector.get("nonce").asString(),
                SigningHeaders.SIGN_TYPE + ": HMAC-SHA256",
                SigningHeaders.SIGN + ": " + vector.get("HMAC-SHA256").asString()));
    if (!key.isEmpty()) {
      headers.add(SigningHeaders.IDEMPOTENCY_KEY + ": " + key);
    }
    assertThat(printed.lines()).containsExactlyInAnyOrderElementsOf(headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign.py", "sign.mjs"})
  void aScriptIsShortEnoughToBeReadBeforeItIsTrusted(String script) throws IOException {
    assertThat(Files.readAllLines(SCRIPTS.resolve(script))).hasSizeLessThanOrEqualTo(MOST_LINES);
  }

  private static String run(
      String script, List<String> arguments, String body, Map<String, String> environment)
      throws IOException, InterruptedException {
    String interpreter =
        COMMANDS.stream().filter(one -> one.get(1).equals(script)).findFirst().orElseThrow().get(0);
    List<String> command = new ArrayList<>(List.of(interpreter, script));
    command.addAll(arguments);
    return ScriptRun.printed(command, SCRIPTS, environment, body);
  }
}
