package com.zhaoli.pay.e2e.pos;

import com.zhaoli.pay.e2e.StepFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate of this platform's gateway, from the key store that it was started with. */
public final class GatewayCertificate {
  private final KeyStore store;
  private final char[] password;

  private GatewayCertificate(KeyStore store, char[] password) {
    this.store = store;
    this.password = password;
  }

  /** Opens the key store that {@code ./zhaoli} names. */
  public static GatewayCertificate of(Map<String, String> environment) {
    String file = environment.getOrDefault("ZHAOLI_TLS_KEYSTORE", ".run/tls/gateway.p12");
    char[] password = environment.getOrDefault("ZHAOLI_TLS_PASSWORD", "").toCharArray();
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return new GatewayCertificate(store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new StepFailure(
          "The gateway's key store " + file + " cannot be opened: start the platform first.", e);
    }
  }

  /** Writes what a terminal has to trust, as PEM. */
  public Path writeAuthority(Path file) {
    StringBuilder pem = new StringBuilder();
    Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    try {
      for (String alias : Collections.list(store.aliases())) {
        Certificate[] chain = store.getCertificateChain(alias);
        if (chain != null && chain.length > 0) {
          pem.append("-----BEGIN CERTIFICATE-----\n")
              .append(encoder.encodeToString(chain[chain.length - 1].getEncoded()))
              .append("\n-----END CERTIFICATE-----\n");
        }
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      return Files.writeString(file, pem);
    } catch (IOException | GeneralSecurityException e) {
      throw new StepFailure("The certificate could not be written to " + file, e);
    }
  }

  /** Answers as the gateway would. */
  public SSLContext asServer() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new StepFailure("The gateway's key cannot be used", e);
    }
  }
}
