package com.zhaoli.pay.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies webhooks by Standard Webhooks 1.0: {@code v1,<base64 HMAC-SHA256 of
 * "id.timestamp.body">}. Stateless and safe for many threads.
 *
 * <p>Verifying does not remember ids: a receiver that must act once keeps the ids it has seen.
 */
public final class WebhookSignature {

  public static final String ID_HEADER = "webhook-id";
  public static final String TIMESTAMP_HEADER = "webhook-timestamp";
  public static final String SIGNATURE_HEADER = "webhook-signature";

  /** How far an attempt's time may be from the receiver's clock, in either direction. */
  public static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String VERSION_PREFIX = "v1,";
  private static final String HMAC = "HmacSHA256";
  private static final int ID_LENGTH_LIMIT = 255;

  /** A sender has one secret, two during a rotation; more than this is not examined. */
  private static final int SIGNATURE_LIMIT = 16;

  /** What verifying found. */
  public enum Outcome {
    VALID,
    HEADER_MISSING,
    HEADER_MALFORMED,
    TIMESTAMP_OUT_OF_WINDOW,
    SIGNATURE_MISMATCH
  }

  private WebhookSignature() {}

  /**
   * The value of {@code webhook-signature} for one attempt.
   *
   * @param secrets one, or both during a rotation; their signatures stand space-separated
   * @param id the event's id, the same for every attempt; must not hold a full stop
   * @param timestampSeconds the attempt's time, as in {@code webhook-timestamp}
   * @param body the exact bytes that are sent
   */
  public static String sign(
      List<WebhookSecret> secrets, String id, long timestampSeconds, byte[] body) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("a webhook needs at least one secret");
    }
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "a webhook id is visible ASCII without full stops, at most "
              + ID_LENGTH_LIMIT
              + " characters");
    }
    if (timestampSeconds < 0) {
      throw new IllegalArgumentException("negative timestamp: " + timestampSeconds);
    }
    String timestamp = Long.toString(timestampSeconds);
    return secrets.stream()
        .map(secret -> VERSION_PREFIX + base64(mac(secret, id, timestamp, body)))
        .collect(Collectors.joining(" "));
  }

  /** The same with a single secret. */
  public static String sign(WebhookSecret secret, String id, long timestampSeconds, byte[] body) {
    return sign(List.of(secret), id, timestampSeconds, body);
  }

  /**
   * Verifies a received webhook. Valid when at least one of the header's {@code v1} signatures was
   * made with one of the secrets; signatures of other versions are passed over.
   *
   * @param secrets what the receiver holds: one, or both during a rotation
   * @param body the exact bytes that were received, before any parsing
   */
  public static Outcome verify(
      List<WebhookSecret> secrets,
      @Nullable String id,
      @Nullable String timestamp,
      @Nullable String signatures,
      byte[] body,
      Instant now) {
    if (id == null || timestamp == null || signatures == null) {
      return Outcome.HEADER_MISSING;
    }
    if (!isId(id) || !isTimestamp(timestamp)) {
      return Outcome.HEADER_MALFORMED;
    }
    long ageSeconds = Math.abs(now.getEpochSecond() - Long.parseLong(timestamp));
    if (ageSeconds > TOLERANCE.toSeconds()) {
      return Outcome.TIMESTAMP_OUT_OF_WINDOW;
    }
    String[] candidates = signatures.split(" ", SIGNATURE_LIMIT + 1);
    boolean valid = false;
    for (WebhookSecret secret : secrets) {
      byte[] expected =
          (VERSION_PREFIX + base64(mac(secret, id, timestamp, body)))
              .getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < Math.min(candidates.length, SIGNATURE_LIMIT); i++) {
        // Every candidate is compared, whatever came before, so that time tells nothing.
        valid |= MessageDigest.isEqual(expected, candidates[i].getBytes(StandardCharsets.UTF_8));
      }
    }
    return valid ? Outcome.VALID : Outcome.SIGNATURE_MISMATCH;
  }

  private static byte[] mac(WebhookSecret secret, String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.key(), HMAC));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** A full stop in the id would make the border between id and timestamp ambiguous. */
  private static boolean isId(String id) {
    return !id.isEmpty()
        && id.length() <= ID_LENGTH_LIMIT
        && id.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '.');
  }

  private static boolean isTimestamp(String timestamp) {
    return !timestamp.isEmpty()
        && timestamp.length() <= 12
        && timestamp.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
