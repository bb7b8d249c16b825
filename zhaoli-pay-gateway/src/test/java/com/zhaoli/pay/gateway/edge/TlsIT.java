package com.zhaoli.pay.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.gateway.GatewayApplication;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** HTTPS beside HTTP, with the key store that the operator gives. */
class TlsIT {

  private static final String PASSWORD = "changeit-1";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void terminalsReachTheirPathOverHttps(String protocol) throws Exception {
    Path keystore = keystore();
    int port = freePort();
    try (ConfigurableApplicationContext gateway = start(keystore.toString(), port)) {
      assertThat(gateway.isRunning()).isTrue();
      // No instance of the service is known, so the answer shows that the guard let it through.
      assertThat(get(keystore, port, protocol, "/pos/v1/shifts")).contains("UPSTREAM_UNAVAILABLE");
      assertThat(get(keystore, port, protocol, "/a%2Fb")).contains("NOT_FOUND");
    }
  }

  @Test
  void olderProtocolsAreRefused() throws Exception {
    Path keystore = keystore();
    int port = freePort();
    try (ConfigurableApplicationContext gateway = start(keystore.toString(), port)) {
      assertThat(gateway.isRunning()).isTrue();
      assertThatThrownBy(() -> get(keystore, port, "TLSv1.1", "/pos/v1/shifts"))
          .isInstanceOfAny(SSLHandshakeException.class, IllegalArgumentException.class);
    }
  }

  @Test
  void aMissingKeyStoreIsToldInASentence() {
    assertThatThrownBy(() -> start("", 0))
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("ZHAOLI_TLS_KEYSTORE")
        .hasMessageContaining("ZHAOLI_GATEWAY_TLS=false");
    assertThatThrownBy(() -> start(directory.resolve("none.p12").toString(), 0))
        .rootCause()
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("none.p12");
  }

  private static ConfigurableApplicationContext start(String keystore, int port) {
    return new SpringApplicationBuilder(GatewayApplication.class)
        .run(
            "--spring.config.import=",
            "--spring.cloud.nacos.config.enabled=false",
            "--spring.cloud.nacos.config.import-check.enabled=false",
            "--spring.cloud.nacos.discovery.enabled=false",
            "--zhaoli.internal.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "--server.port=0",
            "--zhaoli.gateway.tls.port=" + port,
            "--zhaoli.gateway.tls.keystore=" + keystore,
            "--zhaoli.gateway.tls.password=" + PASSWORD);
  }

  private Path keystore() throws IOException, InterruptedException {
    Path file = directory.resolve("gateway.p12");
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(
        List.of("-genkeypair", "-alias", "gateway", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-dname", "CN=localhost", "-ext", "SAN=IP:127.0.0.1", "-validity", "2"));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(output).isZero();
    return file;
  }

  private static String get(Path keystore, int port, String protocol, String path)
      throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      trusted.load(in, PASSWORD.toCharArray());
    }
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("gateway", trusted.getCertificate("gateway"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
