package com.zhaoli.pay.signing;

import static com.zhaoli.pay.signing.WebhookSignature.Outcome.HEADER_MALFORMED;
import static com.zhaoli.pay.signing.WebhookSignature.Outcome.HEADER_MISSING;
import static com.zhaoli.pay.signing.WebhookSignature.Outcome.SIGNATURE_MISMATCH;
import static com.zhaoli.pay.signing.WebhookSignature.Outcome.TIMESTAMP_OUT_OF_WINDOW;
import static com.zhaoli.pay.signing.WebhookSignature.Outcome.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

  private static final WebhookSecret SECRET = WebhookSecret.generate(new SecureRandom());
  private static final WebhookSecret OTHER = WebhookSecret.generate(new SecureRandom());
  private static final String ID = "evt_01J8ZQ";
  private static final long AT = 1767225600;
  private static final Instant NOW = Instant.ofEpochSecond(AT);
  private static final byte[] BODY =
      "{\"type\":\"payment.succeeded\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void aKnownAnswerIsReproduced() {
    // Made with Python's hmac over the same bytes; 32 bytes 0x00 to 0x1f are the key.
    WebhookSecret known = new WebhookSecret("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    assertThat(
            WebhookSignature.sign(
                known, "evt_1", 1767225600, "{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,H+IYsSxunLWveuZpL0obIOzM+g3wVKvhk552h3LboN4=");
  }

  @Test
  void whatWasSignedVerifies() {
    assertThat(verify(ID, Long.toString(AT), sign(), BODY, NOW)).isEqualTo(VALID);
  }

  @Test
  void everyChangedByteOfTheBodyIsFound() {
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      assertThat(verify(ID, Long.toString(AT), sign(), changed, NOW)).isEqualTo(SIGNATURE_MISMATCH);
    }
  }

  @Test
  void anotherIdOrTimeOrSecretIsFound() {
    assertThat(verify("evt_01J8ZR", Long.toString(AT), sign(), BODY, NOW))
        .isEqualTo(SIGNATURE_MISMATCH);
    assertThat(verify(ID, Long.toString(AT + 1), sign(), BODY, NOW)).isEqualTo(SIGNATURE_MISMATCH);
    assertThat(verify(ID, "0" + AT, sign(), BODY, NOW)).isEqualTo(SIGNATURE_MISMATCH);
    assertThat(verify(ID, Long.toString(AT), WebhookSignature.sign(OTHER, ID, AT, BODY), BODY, NOW))
        .isEqualTo(SIGNATURE_MISMATCH);
  }

  @Test
  void theWindowIsThreeHundredSecondsOnBothSides() {
    String at = Long.toString(AT);
    assertThat(verify(ID, at, sign(), BODY, NOW.plusSeconds(300))).isEqualTo(VALID);
    assertThat(verify(ID, at, sign(), BODY, NOW.minusSeconds(300))).isEqualTo(VALID);
    assertThat(verify(ID, at, sign(), BODY, NOW.plusSeconds(301)))
        .isEqualTo(TIMESTAMP_OUT_OF_WINDOW);
    assertThat(verify(ID, at, sign(), BODY, NOW.minusSeconds(301)))
        .isEqualTo(TIMESTAMP_OUT_OF_WINDOW);
  }

  @Test
  void duringARotationEitherSecretVerifies() {
    String both = WebhookSignature.sign(List.of(OTHER, SECRET), ID, AT, BODY);
    assertThat(both).contains(" ");
    assertThat(verify(ID, Long.toString(AT), both, BODY, NOW)).isEqualTo(VALID);
    assertThat(
            WebhookSignature.verify(
                List.of(OTHER, SECRET), ID, Long.toString(AT), sign(), BODY, NOW))
        .isEqualTo(VALID);
  }

  @Test
  void signaturesOfOtherVersionsArePassedOver() {
    assertThat(verify(ID, Long.toString(AT), "v1a,AAAA v2,BBBB " + sign(), BODY, NOW))
        .isEqualTo(VALID);
    assertThat(verify(ID, Long.toString(AT), sign().replace("v1,", "v2,"), BODY, NOW))
        .isEqualTo(SIGNATURE_MISMATCH);
  }

  @Test
  void aLongListOfSignaturesIsExaminedToItsBoundOnly() {
    assertThat(verify(ID, Long.toString(AT), "v1,x ".repeat(15) + sign(), BODY, NOW))
        .isEqualTo(VALID);
    assertThat(verify(ID, Long.toString(AT), "v1,x ".repeat(16) + sign(), BODY, NOW))
        .isEqualTo(SIGNATURE_MISMATCH);
  }

  @Test
  void aMissingHeaderIsNamedSo() {
    assertThat(verify(null, Long.toString(AT), sign(), BODY, NOW)).isEqualTo(HEADER_MISSING);
    assertThat(verify(ID, null, sign(), BODY, NOW)).isEqualTo(HEADER_MISSING);
    assertThat(verify(ID, Long.toString(AT), null, BODY, NOW)).isEqualTo(HEADER_MISSING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "1767225600000000", "abc", "１"})
  void aMalformedTimestampIsRefused(String timestamp) {
    assertThat(verify(ID, timestamp, sign(), BODY, NOW)).isEqualTo(HEADER_MALFORMED);
  }

  @Test
  void anIdThatCouldPassForATimestampIsRefused() {
    assertThat(verify("evt.1767225600", "1", sign(), BODY, NOW)).isEqualTo(HEADER_MALFORMED);
    assertThatThrownBy(() -> WebhookSignature.sign(SECRET, "evt.1", AT, BODY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "whsec_AAAA",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "whsec_!"
      })
  void whatIsNotASecretIsRefusedWithoutBeingRepeated(String text) {
    assertThatThrownBy(() -> new WebhookSecret(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause();
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(SECRET.toString()).isEqualTo("WebhookSecret[***]");
  }

  private static String sign() {
    return WebhookSignature.sign(SECRET, ID, AT, BODY);
  }

  private static WebhookSignature.Outcome verify(
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signatures,
      byte[] body,
      Instant now) {
    return WebhookSignature.verify(List.of(SECRET), id, timestamp, signatures, body, now);
  }
}
