package com.zhaoli.pay.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.config.InvalidConfigurationException;
import com.zhaoli.pay.gateway.GatewayApplication;
import com.zhaoli.pay.testing.tls.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** HTTPS beside HTTP, with the key store that the operator gives. */
class TlsIT {

  @TempDir Path directory;

  @Test
  void terminalsReachTheirPathOverTls12And13AndNothingOlderOrWeaker() throws Exception {
    Path keystore = new TestCertificates(directory).gateway();
    int port = freePort();
    try (ConfigurableApplicationContext gateway = start(keystore.toString(), port)) {
      assertThat(gateway.isRunning()).isTrue();
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        // No instance of the service is known, so the answer shows that the guard let it through.
        assertThat(get(keystore, port, protocol, "/pos/v1/shifts"))
            .contains("UPSTREAM_UNAVAILABLE");
        assertThat(get(keystore, port, protocol, "/a%2Fb")).contains("NOT_FOUND");
      }
      for (String protocol : List.of("TLSv1", "TLSv1.1")) {
        assertThat(oldClient(protocol, keystore, port))
            .contains("own: " + protocol)
            .contains("gateway: refused")
            .contains("protocol_version");
      }
      try (SSLSocket socket = TestCertificates.connect(keystore, port, null)) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"});
        assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
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

  @Test
  void whatIsNoAuthorityOfTerminalsIsToldInASentence() throws IOException {
    TestCertificates certificates = new TestCertificates(directory);
    Path gateway = certificates.gateway();
    Path nothing = Files.writeString(directory.resolve("nothing.pem"), "no certificate");
    for (Path file :
        List.of(nothing, certificates.pemOfGateway(gateway), directory.resolve("none.pem"))) {
      assertThatThrownBy(() -> TlsHost.of(asking(gateway, file.toString())))
          .isInstanceOf(InvalidConfigurationException.class)
          .hasMessageContaining("ZHAOLI_TLS_CLIENT_CA")
          .hasMessageContaining(file.toString());
    }
    assertThatThrownBy(() -> TlsHost.of(asking(gateway, "")))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessageContaining("ZHAOLI_TLS_CLIENT_CA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sometimes", "required,optional"})
  void whatIsNoWayToAskForCertificatesStopsTheStart(String clientCertificates) {
    String setting = "--zhaoli.gateway.tls.client-certificates=" + clientCertificates;
    assertThatThrownBy(() -> start("unread.p12", 0, setting))
        .hasStackTraceContaining("zhaoli.gateway.tls.client-certificates");
  }

  private static TlsProperties asking(Path gateway, String clientCa) {
    return new TlsProperties(
        true,
        0,
        gateway.toString(),
        TestCertificates.PASSWORD,
        ClientCertificates.OPTIONAL,
        clientCa);
  }

  private static ConfigurableApplicationContext start(String keystore, int port, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.config.import=",
                "--spring.cloud.nacos.config.enabled=false",
                "--spring.cloud.nacos.config.import-check.enabled=false",
                "--spring.cloud.nacos.discovery.enabled=false",
                "--zhaoli.internal.key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "--server.port=0",
                "--zhaoli.gateway.tls.port=" + port,
                "--zhaoli.gateway.tls.keystore=" + keystore,
                "--zhaoli.gateway.tls.password=" + TestCertificates.PASSWORD));
    arguments.addAll(List.of(more));
    return new SpringApplicationBuilder(GatewayApplication.class)
        .run(arguments.toArray(String[]::new));
  }

  private static String oldClient(String protocol, Path keystore, int port) throws Exception {
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OldTlsClient.class.getName(),
                protocol,
                keystore.toString(),
                Integer.toString(port))
            .redirectErrorStream(true)
            .start();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(client.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  private static String get(Path keystore, int port, String protocol, String path)
      throws IOException {
    try (SSLSocket socket = TestCertificates.connect(keystore, port, null)) {
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
