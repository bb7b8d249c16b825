package com.zhaoli.pay.sandbox.wechatpay;

import com.zhaoli.pay.sandbox.keys.Randoms;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** WeChat Pay's encrypted resource: AES-256-GCM with the merchant's APIv3 key. */
final class AesGcm {
  private static final int TAG_BITS = 128;

  private AesGcm() {}

  /** The fields algorithm, ciphertext, associated_data and nonce. */
  static Map<String, String> encrypt(SecretKey key, byte[] content, String associatedData) {
    String nonce = Randoms.alphanumeric(12);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          key,
          new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
      Map<String, String> resource = new LinkedHashMap<>();
      resource.put("algorithm", "AEAD_AES_256_GCM");
      resource.put("ciphertext", Base64.getEncoder().encodeToString(cipher.doFinal(content)));
      resource.put("associated_data", associatedData);
      resource.put("nonce", nonce);
      return resource;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM has no AES-GCM", e);
    }
  }
}
