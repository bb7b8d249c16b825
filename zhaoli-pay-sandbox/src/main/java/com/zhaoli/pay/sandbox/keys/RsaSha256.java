package com.zhaoli.pay.sandbox.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** SHA256withRSA in base64, the signature of Alipay (RSA2) and of WeChat Pay alike. */
public final class RsaSha256 {
  private static final String ALGORITHM = "SHA256withRSA";

  private RsaSha256() {}

  /** Signs the bytes. */
  public static String sign(PrivateKey key, byte[] content) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JVM cannot sign with " + ALGORITHM, e);
    }
  }

  /** Whether {@code sign} is the signature of the bytes; anything unreadable is not. */
  public static boolean verify(PublicKey key, byte[] content, String sign) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(content);
      return signature.verify(Base64.getDecoder().decode(sign));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
