package com.zhaoli.pay.sandbox.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HexFormat;

/** The certificates of Alipay's certificate mode, all issued by one root. */
final class IssuedCertificates {
  static final String ROOT = "Sandbox Alipay Root";

  private final KeyDirectory files;
  private final Clock clock;

  IssuedCertificates(KeyDirectory files, Clock clock) {
    this.files = files;
    this.clock = clock;
  }

  /**
   * The serial, in Alipay's way of counting, of the certificate in this file. A file that is not
   * there, or is of another key, is made anew: someone has deleted a key to get a fresh one.
   */
  String serialOf(String name, PublicKey subject, String subjectName, KeyPair root) {
    X509Certificate certificate =
        files.exists(name) ? read(name) : issue(subject, subjectName, root);
    if (!certificate.getPublicKey().equals(subject) || !isIssuedBy(certificate, root)) {
      certificate = issue(subject, subjectName, root);
    }
    files.put(name, Certificates.toPem(certificate) + "\n", false);
    return md5(certificate.getIssuerX500Principal().getName() + certificate.getSerialNumber());
  }

  private X509Certificate read(String name) {
    return Certificates.parse(KeyDirectory.decode(files.read(name)));
  }

  private X509Certificate issue(PublicKey subject, String subjectName, KeyPair root) {
    return Certificates.make(subject, subjectName, root.getPrivate(), ROOT, clock.instant());
  }

  private static boolean isIssuedBy(X509Certificate certificate, KeyPair root) {
    try {
      certificate.verify(root.getPublic());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Alipay's serials are MD5 in hexadecimal; nothing secret depends on them. */
  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JVM has no MD5", e);
    }
  }
}
