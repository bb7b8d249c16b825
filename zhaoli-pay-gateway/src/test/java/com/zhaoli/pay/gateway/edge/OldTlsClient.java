package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.testing.tls.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A client that speaks what the JDK has switched off, in a process of its own since that is decided
 * once in each. First with a server of its own, which shows that it can; then with the gateway.
 */
public final class OldTlsClient {

  private OldTlsClient() {}

  /**
   * Prints one line for each of the two.
   *
   * @param arguments protocol, the gateway's key store and its port
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    Security.setProperty("jdk.tls.disabledAlgorithms", "");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "");
    String protocol = arguments[0];
    SSLContext context = context(Path.of(arguments[1]));
    try (SSLServerSocket own =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      own.setEnabledProtocols(new String[] {protocol});
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> {
                try (SSLSocket accepted = (SSLSocket) own.accept()) {
                  accepted.startHandshake();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      System.out.println("own: " + handshake(context, own.getLocalPort(), protocol));
      served.join();
    }
    System.out.println("gateway: " + handshake(context, Integer.parseInt(arguments[2]), protocol));
  }

  private static String handshake(SSLContext context, int port, String protocol) {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();
      return socket.getSession().getProtocol();
    } catch (IOException e) {
      return "refused, " + e.getMessage();
    }
  }

  private static SSLContext context(Path keystore) throws GeneralSecurityException, IOException {
    char[] password = TestCertificates.PASSWORD.toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      keys.load(in, password);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, password);
    KeyManager[] own = factory.getKeyManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, new TrustManager[] {new Anybody()}, new SecureRandom());
    return context;
  }

  /** What is tried here is the protocol. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
