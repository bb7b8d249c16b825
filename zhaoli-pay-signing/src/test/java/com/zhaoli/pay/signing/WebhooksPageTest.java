package com.zhaoli.pay.signing;

import static com.zhaoli.pay.signing.WebhookSignature.Outcome.SIGNATURE_MISMATCH;
import static com.zhaoli.pay.signing.WebhookSignature.Outcome.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The webhook that {@code docs/webhooks.md} shows for receivers to try their own check with, and
 * the check that it gives to those without Java.
 */
class WebhooksPageTest {
  private static final Path MANUAL = Path.of("../docs");

  /** The page's own check at a time of ours, with what came as arguments. */
  private static final String CALL =
      """

      import sys
      secret, sent, at, signatures, body, now = sys.argv[1:]
      time.time = lambda: int(now)
      headers = {"webhook-id": sent, "webhook-timestamp": at, "webhook-signature": signatures}
      print(is_ours(secret, headers, bytes.fromhex(body)))
      """;

  private static Webhook shown = new Webhook("", "", "", "", new byte[0]);
  private static int statedBytes;
  private static String script = "";

  /** A webhook as it came, and the secret to verify it with. */
  private record Webhook(
      String secret, String id, String timestamp, String signatures, byte[] body) {

    Webhook with(String otherSignatures) {
      return new Webhook(secret, id, timestamp, otherSignatures, body);
    }

    Webhook withBody(byte[] other) {
      return new Webhook(secret, id, timestamp, signatures, other);
    }

    Instant sentAt() {
      return Instant.ofEpochSecond(Long.parseLong(timestamp));
    }

    WebhookSignature.Outcome verified() {
      return WebhookSignature.verify(
          List.of(new WebhookSecret(secret)), id, timestamp, signatures, body, sentAt());
    }
  }

  @BeforeAll
  static void readThePage() throws IOException {
    String page = Files.readString(MANUAL.resolve("webhooks.md"));
    String request = only("(?s)```\\n(POST [^`]*?)\\n```", page);
    String[] headAndBody = request.split("\n\n", 2);
    Map<String, String> headers =
        headAndBody[0]
            .lines()
            .skip(1)
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    shown =
        new Webhook(
            only("`(whsec_[^`]+)`", page),
            headers.getOrDefault(WebhookSignature.ID_HEADER, ""),
            headers.getOrDefault(WebhookSignature.TIMESTAMP_HEADER, ""),
            headers.getOrDefault(WebhookSignature.SIGNATURE_HEADER, ""),
            headAndBody[1].getBytes(StandardCharsets.UTF_8));
    statedBytes = Integer.parseInt(only("without a line break \\((\\d+) bytes\\)", page));
    script = only("(?s)```python\\n(.*?)```", page);
  }

  @Test
  void theShownWebhookIsATrueOne() {
    assertThat(shown.verified()).isEqualTo(VALID);
    assertThat(
            WebhookSignature.sign(
                new WebhookSecret(shown.secret()),
                shown.id(),
                shown.sentAt().getEpochSecond(),
                shown.body()))
        .isEqualTo(shown.signatures());
    assertThat(shown.body()).hasSize(statedBytes);
  }

  @Test
  void theShownBodyIsOfTheEventThatItsHeaderNames() {
    JsonNode event = JsonMapper.shared().readTree(shown.body());

    assertThat(event.get("id").asString()).isEqualTo(shown.id());
    assertThat(Instant.parse(event.get("createdAt").asString()))
        .isBetween(shown.sentAt().minusSeconds(60), shown.sentAt().plusSeconds(1));
  }

  @Test
  void aChangedByteOfTheShownBodyIsFound() throws IOException, InterruptedException {
    for (int at : List.of(0, shown.body().length / 2, shown.body().length - 1)) {
      byte[] changed = shown.body().clone();
      changed[at] ^= 1;

      assertThat(shown.withBody(changed).verified()).isEqualTo(SIGNATURE_MISMATCH);
      assertThat(isTakenByTheScript(shown.withBody(changed), 0)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
  void theScriptTakesTheShownWebhookForFiveMinutes(long secondsLater, boolean taken)
      throws IOException, InterruptedException {
    assertThat(isTakenByTheScript(shown, secondsLater)).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1,b3RoZXI= %s", "%s v1,b3RoZXI=", "v1a,b3RoZXI= v2,b3RoZXI= %s"})
  void theScriptTakesOneSignatureThatFitsAmongOthers(String signatures)
      throws IOException, InterruptedException {
    assertThat(isTakenByTheScript(shown.with(signatures.formatted(shown.signatures())), 0))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1,", "v1,b3RoZXI="})
  void theScriptTakesNoOtherSignature(String signatures) throws IOException, InterruptedException {
    assertThat(isTakenByTheScript(shown.with(signatures), 0)).isFalse();
  }

  private static boolean isTakenByTheScript(Webhook webhook, long secondsLater)
      throws IOException, InterruptedException {
    String printed =
        ScriptRun.printed(
            List.of(
                "python3",
                "-",
                webhook.secret(),
                webhook.id(),
                webhook.timestamp(),
                webhook.signatures(),
                HexFormat.of().formatHex(webhook.body()),
                Long.toString(webhook.sentAt().plusSeconds(secondsLater).getEpochSecond())),
            MANUAL,
            Map.of(),
            script + CALL);
    assertThat(printed.strip()).isIn("True", "False");
    return printed.strip().equals("True");
  }

  /** What the pattern's group matches; the page has it once. */
  private static String only(String pattern, String page) {
    List<MatchResult> found = Pattern.compile(pattern).matcher(page).results().toList();
    assertThat(found).as(pattern).hasSize(1);
    return found.get(0).group(1);
  }
}
