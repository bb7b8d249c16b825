package com.zhaoli.pay.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and verifies requests of the open API. Stateless and safe for many threads. */
public final class RequestSigner {

  private static final String HMAC = "HmacSHA256";

  private RequestSigner() {}

  /** The signature in lower-case hex, as it stands in {@code X-Zhaoli-Sign}. */
  public static String sign(SignType type, StringToSign stringToSign, SigningKey key) {
    return HexFormat.of().formatHex(signature(type, stringToSign, key));
  }

  /**
   * Whether {@code sign} is the signature of these lines with this key. Takes the same time
   * wherever the first wrong character stands.
   */
  public static boolean verify(
      SignType type, StringToSign stringToSign, SigningKey key, String sign) {
    byte[] expected = sign(type, stringToSign, key).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, sign.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] signature(SignType type, StringToSign stringToSign, SigningKey key) {
    try {
      return switch (type) {
        case HMAC_SHA256 -> {
          Mac mac = Mac.getInstance(HMAC);
          mac.init(new SecretKeySpec(utf8(key.appSecret() + key.salt()), HMAC));
          yield mac.doFinal(utf8(stringToSign.value()));
        }
        case MD5 ->
            MessageDigest.getInstance("MD5")
                .digest(utf8(stringToSign.value() + "\n" + key.salt() + "\n" + key.appSecret()));
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + type.headerValue(), e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
