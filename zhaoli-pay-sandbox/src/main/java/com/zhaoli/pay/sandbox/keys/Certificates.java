package com.zhaoli.pay.sandbox.keys;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/**
 * X.509 certificates, signed with their own key or with that of another. The JDK reads certificates
 * but makes none through its public API, so the few DER values that one needs are written here (RFC
 * 5280, section 4.1).
 */
final class Certificates {
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int UTF8_STRING = 0x0c;
  private static final int GENERALIZED_TIME = 0x18;

  /** AlgorithmIdentifier of sha256WithRSAEncryption, 1.2.840.113549.1.1.11 with NULL. */
  private static final byte[] SHA256_WITH_RSA =
      bytes(
          0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00);

  /** The object identifier of commonName, 2.5.4.3. */
  private static final byte[] COMMON_NAME = bytes(0x06, 0x03, 0x55, 0x04, 0x03);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Certificates() {}

  /** A certificate for the pair, signed with its own key, valid from an hour ago for ten years. */
  static X509Certificate selfSigned(KeyPair pair, String commonName, Instant now) {
    return make(pair.getPublic(), commonName, pair.getPrivate(), commonName, now);
  }

  /** A certificate for the key, signed with the key of the issuer of this name. */
  static X509Certificate make(
      PublicKey subject, String subjectName, PrivateKey issuer, String issuerName, Instant now) {
    byte[] validity =
        der(
            SEQUENCE,
            der(GENERALIZED_TIME, utf8(TIME.format(now.minus(Duration.ofHours(1))))),
            der(GENERALIZED_TIME, utf8(TIME.format(now.plus(Duration.ofDays(3650))))));
    // The leading digit keeps the serial at its full forty digits.
    BigInteger serial = new BigInteger("5" + Randoms.hex(39), 16);
    byte[] signed =
        der(
            SEQUENCE,
            der(INTEGER, serial.toByteArray()),
            SHA256_WITH_RSA,
            name(issuerName),
            validity,
            name(subjectName),
            subject.getEncoded());
    byte[] signature = Base64.getDecoder().decode(RsaSha256.sign(issuer, signed));
    return parse(
        der(SEQUENCE, signed, SHA256_WITH_RSA, der(BIT_STRING, new byte[] {0}, signature)));
  }

  private static byte[] name(String commonName) {
    return der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, utf8(commonName)))));
  }

  static X509Certificate parse(byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalStateException("Not a certificate", e);
    }
  }

  static String toPem(X509Certificate certificate) {
    try {
      return KeyDirectory.encode(KeyDirectory.Form.PEM, "CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("The certificate cannot be written", e);
    }
  }

  static String serialOf(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    int length = content.size();
    if (length < 0x80) {
      value.write(length);
    } else {
      byte[] octets = BigInteger.valueOf(length).toByteArray();
      int skip = octets[0] == 0 ? 1 : 0;
      value.write(0x80 | (octets.length - skip));
      value.write(octets, skip, octets.length - skip);
    }
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
