package com.zhaoli.pay.payment.channel.alipay;

import com.alipay.api.AlipayApiException;
import com.alipay.api.internal.util.AntCertificationUtil;
import com.zhaoli.pay.payment.channel.ChannelAccount;
import com.zhaoli.pay.payment.channel.ChannelNotReadyException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.EncodedKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What we sign with, and what Alipay signs with: a bare key, or (certificate mode) a certificate.
 * Prints no key.
 *
 * @param privateKey the app's, PKCS#8 in base64
 * @param verifyKey Alipay's, X.509 in base64
 * @param certificates null in key mode
 */
record AlipayKeys(String privateKey, String verifyKey, @Nullable Certificates certificates) {
  static final String PRIVATE_KEY = "private-key";
  static final String ALIPAY_PUBLIC_KEY = "alipay-public-key";
  static final String APP_CERT = "app-cert";
  static final String ALIPAY_CERT = "alipay-cert";
  static final String ALIPAY_ROOT_CERT = "alipay-root-cert";

  /**
   * The three certificates as PEM text.
   *
   * @param alipaySerial by which Alipay's messages name the certificate that they are signed with
   */
  record Certificates(String app, String alipay, String root, String alipaySerial) {}

  /** Makes a key of its encoding. */
  private interface KeyReader<K> {
    K read(KeyFactory factory, byte[] encoded) throws GeneralSecurityException;
  }

  /**
   * The keys of these settings.
   *
   * @throws ChannelNotReadyException when one is missing, cannot be used, or does not go with
   *     another
   */
  static AlipayKeys of(ChannelAccount settings) {
    String privateKey = base64(settings.required(PRIVATE_KEY));
    BigInteger ours =
        read(PRIVATE_KEY, privateKey, "a PKCS#8 RSA key", AlipayKeys::privateKey).getModulus();
    return settings.optional(ALIPAY_PUBLIC_KEY).isPresent()
        ? inKeyMode(settings, privateKey, ours)
        : inCertificateMode(settings, privateKey, ours);
  }

  private static AlipayKeys inKeyMode(ChannelAccount settings, String privateKey, BigInteger ours) {
    if (settings.optional(APP_CERT).isPresent()
        || settings.optional(ALIPAY_CERT).isPresent()
        || settings.optional(ALIPAY_ROOT_CERT).isPresent()) {
      throw new ChannelNotReadyException(
          "Set either alipay-public-key, or app-cert, alipay-cert and alipay-root-cert, not both.");
    }
    String publicKey = base64(settings.required(ALIPAY_PUBLIC_KEY));
    RSAPublicKey theirs =
        read(ALIPAY_PUBLIC_KEY, publicKey, "an X.509 RSA key", AlipayKeys::publicKey);
    if (theirs.getModulus().equals(ours)) {
      throw new ChannelNotReadyException(
          "Setting alipay-public-key is the app's own key; Alipay's is another one.");
    }
    return new AlipayKeys(privateKey, publicKey, null);
  }

  private static AlipayKeys inCertificateMode(
      ChannelAccount settings, String privateKey, BigInteger ours) {
    if (settings.optional(ALIPAY_CERT).isEmpty()) {
      throw new ChannelNotReadyException(
          "Set either alipay-public-key, or app-cert, alipay-cert and alipay-root-cert.");
    }
    X509Certificate app = certificate(settings, APP_CERT);
    if (!(app.getPublicKey() instanceof RSAPublicKey key) || !key.getModulus().equals(ours)) {
      throw new ChannelNotReadyException(
          "Setting private-key is not the key that app-cert is made for.");
    }
    X509Certificate alipay = certificate(settings, ALIPAY_CERT);
    PublicKey theirs = alipay.getPublicKey();
    if (!(theirs instanceof RSAPublicKey theirKey)) {
      throw new ChannelNotReadyException("Setting alipay-cert is not for an RSA key.");
    }
    if (theirKey.getModulus().equals(ours)) {
      throw new ChannelNotReadyException(
          "Setting alipay-cert is for the app's own key; Alipay's certificate is another one.");
    }
    String root = settings.required(ALIPAY_ROOT_CERT);
    if (AntCertificationUtil.getRootCertSN(root) == null) {
      throw new ChannelNotReadyException(
          "Setting alipay-root-cert holds no RSA certificate as PEM text.");
    }
    return new AlipayKeys(
        privateKey,
        Base64.getEncoder().encodeToString(theirs.getEncoded()),
        new Certificates(
            settings.required(APP_CERT), settings.required(ALIPAY_CERT), root, serial(alipay)));
  }

  private static X509Certificate certificate(ChannelAccount settings, String name) {
    @Nullable X509Certificate certificate;
    try {
      certificate = AntCertificationUtil.getCertFromContent(settings.required(name));
    } catch (AlipayApiException e) {
      certificate = null;
    }
    if (certificate == null) {
      throw new ChannelNotReadyException("Setting " + name + " is not a certificate as PEM text.");
    }
    return certificate;
  }

  private static String serial(X509Certificate certificate) {
    try {
      return AntCertificationUtil.getCertSN(certificate);
    } catch (AlipayApiException e) {
      throw new ChannelNotReadyException("The serial of alipay-cert cannot be told.");
    }
  }

  private static RSAPrivateKey privateKey(KeyFactory factory, byte[] encoded)
      throws GeneralSecurityException {
    EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
    return (RSAPrivateKey) factory.generatePrivate(spec);
  }

  private static RSAPublicKey publicKey(KeyFactory factory, byte[] encoded)
      throws GeneralSecurityException {
    EncodedKeySpec spec = new X509EncodedKeySpec(encoded);
    return (RSAPublicKey) factory.generatePublic(spec);
  }

  /** The exceptions' messages may hold the key, so none is kept. */
  private static <K> K read(String name, String base64, String what, KeyReader<K> reader) {
    try {
      return reader.read(KeyFactory.getInstance("RSA"), Base64.getDecoder().decode(base64));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ChannelNotReadyException("Setting " + name + " is not " + what + " in base64.");
    }
  }

  /** The base64 of a key, which people also paste as PEM. */
  private static String base64(String key) {
    return key.replaceAll("-----[A-Z0-9 ]+-----", "").replaceAll("\\s", "");
  }

  @Override
  public String toString() {
    return "AlipayKeys[" + (certificates == null ? "key" : "certificate") + " mode]";
  }
}
