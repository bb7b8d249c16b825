package com.zhaoli.pay.simulator.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** The terminal's certificate and key, which it shows where the platform asks for one. */
public final class ClientCertificate {
  /** In an extended key usage: the certificate is for clients of TLS. */
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final Path file;
  private final String terminalNo;
  private final KeyManager[] keys;

  private ClientCertificate(Path file, String terminalNo, KeyManager[] keys) {
    this.file = file;
    this.terminalNo = terminalNo;
    this.keys = keys;
  }

  /**
   * Opens a key store of PKCS12 that holds one key, such as {@code ./zhaoli pos-cert} makes.
   *
   * @param password of the store and of its key
   * @throws IOException with a sentence that says why no terminal can show what is in the file now
   */
  public static ClientCertificate open(Path file, char[] password, Instant now) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("The certificate " + file + " is not there, or cannot be read.");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      load(store, file, password);
      X509Certificate certificate = onlyOne(store, file);
      requireOfUse(certificate, file, now);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      return new ClientCertificate(file, terminalOf(certificate, file), keys.getKeyManagers());
    } catch (GeneralSecurityException e) {
      throw new IOException("The key in " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static void load(KeyStore store, Path file, char[] password)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, password);
    } catch (IOException e) {
      throw new IOException(file + " is no PKCS12 file, or its password is another one.", e);
    }
  }

  private static X509Certificate onlyOne(KeyStore store, Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)
          && store.getCertificate(alias) instanceof X509Certificate certificate) {
        certificates.add(certificate);
      }
    }
    if (certificates.size() != 1) {
      throw new IOException(
          file + " holds " + certificates.size() + " keys with certificates, and not one.");
    }
    return certificates.get(0);
  }

  private static void requireOfUse(X509Certificate certificate, Path file, Instant now)
      throws IOException, GeneralSecurityException {
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateExpiredException e) {
      throw new IOException(
          "The certificate in " + file + " ended " + certificate.getNotAfter().toInstant() + ".",
          e);
    } catch (CertificateNotYetValidException e) {
      throw new IOException(
          "The certificate in " + file + " begins " + certificate.getNotBefore().toInstant() + ".",
          e);
    }
    List<String> uses = certificate.getExtendedKeyUsage();
    if (uses != null && !uses.contains(CLIENT_AUTH)) {
      throw new IOException("The certificate in " + file + " is not for clients (clientAuth).");
    }
  }

  private static String terminalOf(X509Certificate certificate, Path file) throws IOException {
    try {
      List<String> names =
          new LdapName(certificate.getSubjectX500Principal().getName())
              .getRdns().stream()
                  .filter(part -> part.getType().equalsIgnoreCase("CN"))
                  .map(part -> String.valueOf(part.getValue()))
                  .toList();
      if (names.size() == 1 && names.get(0).startsWith("trm_")) {
        return names.get(0);
      }
    } catch (InvalidNameException e) {
      throw noTerminal(file, e);
    }
    throw noTerminal(file, null);
  }

  private static IOException noTerminal(Path file, @Nullable Exception cause) {
    return new IOException(
        "The certificate in " + file + " is no terminal's: its subject's CN is no terminalNo.",
        cause);
  }

  /**
   * Makes sure that it was issued for this terminal.
   *
   * @throws IOException when it is another one's, which the platform would refuse
   */
  public void requireOf(String terminal) throws IOException {
    if (!terminal.equals(terminalNo)) {
      throw new IOException(
          "The certificate in "
              + file
              + " is of "
              + terminalNo
              + ", and this is "
              + terminal
              + ".");
    }
  }

  KeyManager[] keys() {
    return keys.clone();
  }
}
