package com.zhaoli.pay.testing.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Keys and certificates in a directory of their own, and connections that are made with them. */
public final class TestCertificates {

  /** Of each key store. */
  public static final String PASSWORD = "changeit-1";

  private static final String KEY = "key";
  private static final String AUTHORITY = "authority";

  private final Path directory;

  public TestCertificates(Path directory) {
    this.directory = directory;
  }

  /** The key store of a gateway on this machine. */
  public Path gateway() {
    Path file = directory.resolve("gateway.p12");
    keytool(file, "-genkeypair", KEY, "-dname", "CN=localhost", "-ext", "SAN=IP:127.0.0.1");
    return file;
  }

  /** An authority's key store. */
  public Path authority(String name) {
    Path file = directory.resolve(name + ".p12");
    keytool(
        file, "-genkeypair", AUTHORITY, "-dname", "CN=" + name, "-ext", "bc:c=ca:true,pathlen:0");
    return file;
  }

  /** The authority's certificate, in PEM. */
  public Path pemOf(Path authority) {
    return pem(authority, AUTHORITY);
  }

  /** The gateway's certificate, in PEM; it is no authority's. */
  public Path pemOfGateway(Path gateway) {
    return pem(gateway, KEY);
  }

  /** A key store with a key whose certificate the authority issued for this common name. */
  public Path issued(Path authority, String commonName, String... more) {
    Path file = directory.resolve(authority.getFileName() + "-" + commonName + ".p12");
    try {
      Files.copy(authority, file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    List<String> arguments =
        new ArrayList<>(
            List.of("-dname", "CN=" + commonName, "-signer", AUTHORITY, "-ext", "eku=clientAuth"));
    arguments.addAll(List.of(more));
    keytool(file, "-genkeypair", KEY, arguments.toArray(String[]::new));
    keytool(file, "-delete", AUTHORITY);
    return file;
  }

  private static Path pem(Path keystore, String alias) {
    Path pem = Path.of(keystore + ".pem");
    keytool(keystore, "-exportcert", alias, "-rfc", "-file", pem.toString());
    return pem;
  }

  /** Connects to a gateway of this key store, showing the certificate of another, if any. */
  public static SSLSocket connect(Path gateway, int port, @Nullable Path shown) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("gateway", load(gateway).getCertificate(KEY));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          shown == null ? null : new KeyManager[] {new Insistent(load(shown))},
          trust.getTrustManagers(),
          null);
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(20_000);
      return socket;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore keystore = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keystore.load(in, PASSWORD.toCharArray());
    }
    return keystore;
  }

  private static void keytool(Path keystore, String what, String alias, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), what));
    command.addAll(List.of("-alias", alias, "-keystore", keystore.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    if (what.equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    }
    command.addAll(List.of(arguments));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(keytool.exitValue()).as(output).isZero();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Shows its certificate whatever authorities the server names; the JDK's would keep it back. */
  private static final class Insistent extends X509ExtendedKeyManager {
    private final X509Certificate[] chain;
    private final PrivateKey key;

    Insistent(KeyStore keystore) throws GeneralSecurityException {
      this.chain = chain(keystore);
      this.key = (PrivateKey) keystore.getKey(KEY, PASSWORD.toCharArray());
    }

    private static X509Certificate[] chain(KeyStore keystore) throws KeyStoreException {
      return Arrays.stream(keystore.getCertificateChain(KEY))
          .map(X509Certificate.class::cast)
          .toArray(X509Certificate[]::new);
    }

    @Override
    public String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return KEY;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {KEY};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }
}
