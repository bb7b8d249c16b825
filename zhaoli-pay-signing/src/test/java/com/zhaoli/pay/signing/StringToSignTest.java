package com.zhaoli.pay.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StringToSignTest {

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

  @Test
  void everyPartChangesTheLines() {
    Set<String> seen = new HashSet<>();
    seen.add(lines("POST", "/a", "q=1", "1", "n", "k", "{}"));
    seen.add(lines("PUT", "/a", "q=1", "1", "n", "k", "{}"));
    seen.add(lines("POST", "/b", "q=1", "1", "n", "k", "{}"));
    seen.add(lines("POST", "/a", "q=2", "1", "n", "k", "{}"));
    seen.add(lines("POST", "/a", "q=1", "2", "n", "k", "{}"));
    seen.add(lines("POST", "/a", "q=1", "1", "m", "k", "{}"));
    seen.add(lines("POST", "/a", "q=1", "1", "n", "l", "{}"));
    seen.add(lines("POST", "/a", "q=1", "1", "n", "k", "{ }"));
    assertThat(seen).hasSize(8);
  }

  @Test
  void theMethodIsUpperCase() {
    assertThat(lines("post", "/a", "", "1", "n", "", "{}"))
        .isEqualTo(lines("POST", "/a", "", "1", "n", "", "{}"));
  }

  @Test
  void aLineBreakInAPartIsRefused() {
    assertThatThrownBy(() -> StringToSign.of("GET", "/a\n/b", null, "1", "n", null, BODY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StringToSign.of("GET", "/a", null, "1", "n\r", null, BODY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> StringToSign.of("GET", "/a", null, "1", "n", "k\nk", BODY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSigningKeyDoesNotPrintItsSecret() {
    SigningKey key = new SigningKey("sk_live_abc", "pepper");
    assertThat(key.toString()).doesNotContain("sk_live_abc").doesNotContain("pepper");
  }

  private static String lines(
      String method,
      String path,
      String query,
      String timestamp,
      String nonce,
      String idempotencyKey,
      String body) {
    return StringToSign.of(
            method,
            path,
            query,
            timestamp,
            nonce,
            idempotencyKey,
            body.getBytes(StandardCharsets.UTF_8))
        .value();
  }
}
