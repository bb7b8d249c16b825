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
    byte[] stored = seal(plaintext.getBytes(StandardCharsets.UTF_8), context);
    return currentKeyId + ":" + Base64.getEncoder().encodeToString(stored);
  }

  /**
   * Encrypts bytes, such as a picture, for the place named by {@code context}. What is stored is
   * {@code keyId:} and then the bytes of iv, ciphertext and tag.
   */
  public byte[] encrypt(byte[] plaintext, String context) {
    byte[] sealed = seal(plaintext, context);
    byte[] prefix = (currentKeyId + ":").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(prefix.length + sealed.length).put(prefix).put(sealed).array();
  }

  /**
   * Decrypts what was stored for the place named by {@code context}.
   *
   * @throws IllegalStateException when the key is not there, or the value is not what was stored at
   *     this place
   */
  public String decrypt(String stored, String context) {
    int colon = stored.indexOf(':');
    SecretKeySpec key = key(colon < 1 ? "" : stored.substring(0, colon), context);
    byte[] sealed = Base64.getDecoder().decode(stored.substring(colon + 1));
    return new String(open(key, sealed, context), StandardCharsets.UTF_8);
  }

  /**
   * Decrypts bytes that were stored for the place named by {@code context}.
   *
   * @throws IllegalStateException when the key is not there, or the value is not what was stored at
   *     this place
   */
  public byte[] decrypt(byte[] stored, String context) {
    int colon = 0;
    while (colon < stored.length && stored[colon] != ':') {
      colon++;
    }
    SecretKeySpec key = key(new String(stored, 0, colon, StandardCharsets.UTF_8), context);
    int from = Math.min(colon + 1, stored.length);
    return open(key, Arrays.copyOfRange(stored, from, stored.length), context);
  }

  private SecretKeySpec key(String keyId, String context) {
    SecretKeySpec key = keys.get(keyId);
    if (key == null) {
      throw new IllegalStateException("There is no key for an encrypted field of " + context + ".");
    }
    return key;
  }

  private byte[] seal(byte[] plaintext, String context) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, key(currentKeyId, context), iv, context, plaintext);
    return ByteBuffer.allocate(iv.length + sealed.length).put(iv).put(sealed).array();
  }

  private static byte[] open(SecretKeySpec key, byte[] stored, String context) {
    if (stored.length < IV_BYTES + TAG_BITS / Byte.SIZE) {
      throw new IllegalStateException("An encrypted field of " + context + " is too short.");
    }
    byte[] iv = Arrays.copyOf(stored, IV_BYTES);
    byte[] sealed = Arrays.copyOfRange(stored, IV_BYTES, stored.length);
    return run(Cipher.DECRYPT_MODE, key, iv, context, sealed);
  }

  private static byte[] run(int mode, SecretKeySpec key, byte[] iv, String context, byte[] input) {
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
