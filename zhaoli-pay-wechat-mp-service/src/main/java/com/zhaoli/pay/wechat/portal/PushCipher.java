package com.zhaoli.pay.wechat.portal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opens what WeChat encrypted: sixteen random bytes, the length of the message, the message, the
 * app id, and a padding to blocks of 32. WxJava takes any padding, and messages to any app id; here
 * everything has to be right, and nobody learns what was not.
 */
final class PushCipher {
  private static final int BLOCK = 32;
  private static final int RANDOM = 16;
  private static final int HEAD = RANDOM + Integer.BYTES;

  private PushCipher() {}

  /** The message; empty where the text is none of WeChat's to this app id. */
  static Optional<String> open(String aesKey, String appId, String encrypted) {
    try {
      byte[] key = Base64.getDecoder().decode(aesKey + "=");
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(key, "AES"),
          new IvParameterSpec(key, 0, cipher.getBlockSize()));
      return unpack(cipher.doFinal(Base64.getMimeDecoder().decode(encrypted)), appId);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> unpack(byte[] bytes, String appId) {
    int end = bytes.length - paddingOf(bytes);
    if (end <= HEAD || end == bytes.length) {
      return Optional.empty();
    }
    int length = ByteBuffer.wrap(bytes, RANDOM, Integer.BYTES).getInt();
    if (length < 0 || length > end - HEAD) {
      return Optional.empty();
    }
    byte[] id = Arrays.copyOfRange(bytes, HEAD + length, end);
    return Arrays.equals(id, appId.getBytes(StandardCharsets.UTF_8))
        ? Optional.of(new String(bytes, HEAD, length, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** How many bytes at the end are padding, each of which says so; 0 where it is none. */
  private static int paddingOf(byte[] bytes) {
    int padding = bytes.length == 0 ? 0 : bytes[bytes.length - 1];
    if (padding < 1 || padding > BLOCK || padding > bytes.length) {
      return 0;
    }
    for (int i = bytes.length - padding; i < bytes.length; i++) {
      if (bytes[i] != padding) {
        return 0;
      }
    }
    return padding;
  }
}
