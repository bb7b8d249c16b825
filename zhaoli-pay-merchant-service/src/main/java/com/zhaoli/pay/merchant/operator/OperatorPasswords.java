package com.zhaoli.pay.merchant.operator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * bcrypt for passwords of any length. It looks at 72 bytes at most, which is 24 Han characters: of
 * a longer one it is given the digest, and the hash says so. The same characters typed on another
 * keyboard are the same password.
 */
final class OperatorPasswords implements PasswordEncoder {
  private static final String DIGESTED = "{sha384}";
  private static final int BCRYPT_BYTES = 72;

  private final BCryptPasswordEncoder bcrypt;

  OperatorPasswords(int cost) {
    this.bcrypt = new BCryptPasswordEncoder(cost);
  }

  @Override
  public String encode(@Nullable CharSequence password) {
    byte[] bytes = bytesOf(Objects.requireNonNull(password));
    return isLong(bytes)
        ? DIGESTED + bcrypt.encode(digest(bytes))
        : Objects.requireNonNull(bcrypt.encode(new String(bytes, StandardCharsets.UTF_8)));
  }

  @Override
  public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
    if (password == null || hash == null) {
      return false;
    }
    byte[] bytes = bytesOf(password);
    boolean digested = hash.startsWith(DIGESTED);
    // Always compared, so that time does not tell the kind of the hash.
    boolean same =
        bcrypt.matches(
            isLong(bytes) ? digest(bytes) : new String(bytes, StandardCharsets.UTF_8),
            digested ? hash.substring(DIGESTED.length()) : hash);
    return same && digested == isLong(bytes);
  }

  private static byte[] bytesOf(CharSequence password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isLong(byte[] bytes) {
    return bytes.length > BCRYPT_BYTES;
  }

  private static String digest(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-384").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-384", e);
    }
  }
}
