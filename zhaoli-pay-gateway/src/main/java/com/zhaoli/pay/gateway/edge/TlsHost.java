package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;

/** How the HTTPS listener speaks TLS, with the files that the operator gives. */
final class TlsHost {

  /** Of TLS 1.2; those of TLS 1.3 are all of this kind: a key of its own each time, and AEAD. */
  private static final String CIPHERS =
      String.join(
          ":",
          "ECDHE-ECDSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-GCM-SHA384",
          "ECDHE-ECDSA-CHACHA20-POLY1305",
          "ECDHE-RSA-CHACHA20-POLY1305",
          "ECDHE-ECDSA-AES128-GCM-SHA256",
          "ECDHE-RSA-AES128-GCM-SHA256");

  private TlsHost() {}

  /**
   * The host.
   *
   * @throws InvalidConfigurationException when a file is missing, or is not what it should be
   */
  static SSLHostConfig of(TlsProperties tls) {
    SSLHostConfig host = new SSLHostConfig();
    host.setProtocols("TLSv1.2+TLSv1.3");
    host.setCiphers(CIPHERS);
    host.setHonorCipherOrder(true);
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
    certificate.setCertificateKeystoreFile(keystore(tls.keystore()));
    certificate.setCertificateKeystoreType("PKCS12");
    certificate.setCertificateKeystorePassword(tls.password() == null ? "" : tls.password());
    host.addCertificate(certificate);
    if (tls.clientCertificates() != ClientCertificates.NONE) {
      // Whether one is needed is decided for each request: a new terminal has none yet.
      host.setCertificateVerification("optional");
      host.setTrustStore(authorities(tls.clientCa()));
    }
    return host;
  }

  private static String keystore(@Nullable String keystore) {
    if (keystore == null || keystore.isBlank()) {
      throw new InvalidConfigurationException(
          "ZHAOLI_TLS_KEYSTORE (zhaoli.gateway.tls.keystore) is not set: the gateway needs a PKCS12"
              + " file for HTTPS, and ZHAOLI_TLS_PASSWORD for it. Set ZHAOLI_GATEWAY_TLS=false to"
              + " run without HTTPS; terminals cannot connect then.");
    }
    return readable("ZHAOLI_TLS_KEYSTORE (zhaoli.gateway.tls.keystore)", keystore).toString();
  }

  private static KeyStore authorities(@Nullable String clientCa) {
    String setting = "ZHAOLI_TLS_CLIENT_CA (zhaoli.gateway.tls.client-ca)";
    if (clientCa == null || clientCa.isBlank()) {
      throw new InvalidConfigurationException(
          setting
              + " is not set: to ask terminals for certificates the gateway needs a PEM file with"
              + " the certificate of the authority that issues them. ./zhaoli pos-cert makes one.");
    }
    Path file = readable(setting, clientCa);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty() || !found.stream().allMatch(TlsHost::isAuthority)) {
        throw new InvalidConfigurationException(
            setting + " names " + file + ", which has to hold certificates of authorities alone.");
      }
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      for (Certificate one : found) {
        authorities.setCertificateEntry("authority-" + authorities.size(), one);
      }
      return authorities;
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidConfigurationException(
          setting + " names " + file + ", which is no PEM file of certificates.", e);
    }
  }

  /** A terminal's certificate, or our own, would let in nobody but whoever holds its key. */
  private static boolean isAuthority(Certificate certificate) {
    return certificate instanceof X509Certificate x509 && x509.getBasicConstraints() >= 0;
  }

  private static Path readable(String setting, String name) {
    Path file = Path.of(name).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw new InvalidConfigurationException(
          setting + " names " + file + ", which is not there or cannot be read.");
    }
    return file;
  }
}
