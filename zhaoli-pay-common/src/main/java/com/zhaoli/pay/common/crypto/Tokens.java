package com.zhaoli.pay.common.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/** Random bearer tokens, and the digests under which they are stored. */
public final class Tokens {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private Tokens() {}

  /** So many random bytes as base64url without padding. */
  public static String random(int bytes) {
    byte[] token = new byte[bytes];
    RANDOM.nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** So many random characters of Crockford's base 32, five bits each. */
  public static String randomBase32(int characters) {
    StringBuilder text = new StringBuilder(characters);
    for (int i = 0; i < characters; i++) {
      text.append(BASE32.charAt(RANDOM.nextInt(BASE32.length())));
    }
    return text.toString();
  }

  /** Lower-case hex SHA-256. Fit for random tokens only: a guessable text needs a slow hash. */
  public static String sha256(String text) {
    return DigestUtils.sha256Hex(text);
  }

  /** Compares two digests in constant time. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
