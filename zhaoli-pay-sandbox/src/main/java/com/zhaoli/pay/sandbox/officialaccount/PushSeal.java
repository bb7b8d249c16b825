package com.zhaoli.pay.sandbox.officialaccount;

import com.zhaoli.pay.sandbox.keys.OfficialAccountKeys;
import com.zhaoli.pay.sandbox.keys.Randoms;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * WeChat's signatures and its encryption: AES-256 in CBC over sixteen random bytes, the length, the
 * message and the app id, padded to blocks of 32.
 */
final class PushSeal {
  private static final int BLOCK = 32;
  private static final int RANDOM = 16;
  private static final int HEAD = RANDOM + Integer.BYTES;

  private final OfficialAccountKeys keys;

  PushSeal(OfficialAccountKeys keys) {
    this.keys = keys;
  }

  /** SHA-1 over token and parts in the order of their texts, as WeChat defines it. */
  String signature(String... parts) {
    return signatureBy(keys.token().value(), parts);
  }

  /** A signature by another token than the account's. */
  static String signatureBy(String token, String... parts) {
    String[] signed = Arrays.copyOf(parts, parts.length + 1);
    signed[parts.length] = token;
    Arrays.sort(signed);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1")
                  .digest(String.join("", signed).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no SHA-1", e);
    }
  }

  String encrypt(String message) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    byte[] appId = keys.appId().getBytes(StandardCharsets.UTF_8);
    int length = HEAD + text.length + appId.length;
    int padding = BLOCK - length % BLOCK;
    byte[] padded =
        ByteBuffer.allocate(length + padding)
            .put(Randoms.alphanumeric(RANDOM).getBytes(StandardCharsets.US_ASCII))
            .putInt(text.length)
            .put(text)
            .put(appId)
            .array();
    Arrays.fill(padded, length, padded.length, (byte) padding);
    try {
      return Base64.getEncoder().encodeToString(cipher(Cipher.ENCRYPT_MODE).doFinal(padded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no AES", e);
    }
  }

  /** The message; empty where it is none that was encrypted for this account. */
  Optional<String> decrypt(String encrypted) {
    try {
      ByteBuffer bytes =
          ByteBuffer.wrap(
              cipher(Cipher.DECRYPT_MODE).doFinal(Base64.getDecoder().decode(encrypted)));
      int length = bytes.limit() < HEAD ? -1 : bytes.getInt(RANDOM);
      int padding = bytes.limit() == 0 ? 0 : bytes.get(bytes.limit() - 1);
      int appIdLength = bytes.limit() - padding - HEAD - length;
      if (length < 0 || padding < 1 || padding > BLOCK || appIdLength < 0) {
        return Optional.empty();
      }
      String appId = new String(bytes.array(), HEAD + length, appIdLength, StandardCharsets.UTF_8);
      return appId.equals(keys.appId())
          ? Optional.of(new String(bytes.array(), HEAD, length, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode) throws GeneralSecurityException {
    byte[] key = Base64.getDecoder().decode(keys.aesKey().value() + "=");
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, cipher.getBlockSize()));
    return cipher;
  }
}
