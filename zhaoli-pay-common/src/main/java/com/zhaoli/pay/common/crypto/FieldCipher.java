package com.zhaoli.pay.common.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts single database fields with AES-256-GCM. The stored text is {@code keyId:base64(iv ||
 * ciphertext || tag)}; the context (such as {@code app_key:key_2}) is authenticated with it, so
 * that a value copied to another row does not decrypt. Thread-safe.
 *
 * <p>Keys come as {@code k2:<base64>,k1:<base64>}: the first encrypts, all decrypt.
 */
public final class FieldCipher {
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKeySpec> keys;
  private final String currentKeyId;
  private final SecureRandom random = new SecureRandom();

  /**
   * A cipher with the given key ring.
   *
   * @throws IllegalArgumentException with a sentence when the keys are not of the form above
   */
  public FieldCipher(String keyRing) {
    Map<String, SecretKeySpec> parsed = new LinkedHashMap<>();
    for (String entry : keyRing.split(",", -1)) {
      int colon = entry.indexOf(':');
      if (colon < 1) {
        throw new IllegalArgumentException(
            "An encryption key has the form <key id>:<base64 of 32 bytes>.");
      }
      byte[] key = Base64.getDecoder().decode(entry.substring(colon + 1).strip());
      if (key.length != KEY_BYTES) {
        throw new IllegalArgumentException("An encryption key must have exactly 32 bytes.");
      }
      parsed.put(entry.substring(0, colon).strip(), new SecretKeySpec(key, "AES"));
    }
    this.keys = Map.copyOf(parsed);
    this.currentKeyId = parsed.keySet().iterator().next();
  }

  /** Encrypts for the place named by {@code context}. */
  public String encrypt(String plaintext, String context) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] sealed =
        run(
            Cipher.ENCRYPT_MODE,
            keys.get(currentKeyId),
            iv,
            context,
            plaintext.getBytes(StandardCharsets.UTF_8));
    byte[] stored = ByteBuffer.allocate(iv.length + sealed.length).put(iv).put(sealed).array();
    return currentKeyId + ":" + Base64.getEncoder().encodeToString(stored);
  }

  /**
   * Decrypts what was stored for the place named by {@code context}.
   *
   * @throws IllegalStateException when the key is not there, or the value is not what was stored at
   *     this place
   */
  public String decrypt(String stored, String context) {
    int colon = stored.indexOf(':');
    SecretKeySpec key = colon < 1 ? null : keys.get(stored.substring(0, colon));
    if (key == null) {
      throw new IllegalStateException("There is no key for an encrypted field of " + context + ".");
    }
    byte[] bytes = Base64.getDecoder().decode(stored.substring(colon + 1));
    byte[] iv = Arrays.copyOf(bytes, IV_BYTES);
    byte[] sealed = Arrays.copyOfRange(bytes, IV_BYTES, bytes.length);
    return new String(run(Cipher.DECRYPT_MODE, key, iv, context, sealed), StandardCharsets.UTF_8);
  }

  private static byte[] run(
      int mode, @Nullable SecretKeySpec key, byte[] iv, String context, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "An encrypted field of " + context + " cannot be processed.", e);
    }
  }
}
