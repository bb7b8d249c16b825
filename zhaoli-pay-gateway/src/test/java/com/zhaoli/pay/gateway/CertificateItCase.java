package com.zhaoli.pay.gateway;

import com.zhaoli.pay.testing.tls.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway whose terminals are asked for certificates, and the certificates of some. */
@DirtiesContext
abstract class CertificateItCase extends GatewayItCase {

  static final String TERMINAL = "trm_01J8ZQ5W7Y3M9K2T4V6X8A0B1C";

  private static final TestCertificates CERTIFICATES = new TestCertificates(directory());
  private static final Path GATEWAY = CERTIFICATES.gateway();
  private static final Path AUTHORITY = CERTIFICATES.authority("terminals");
  private static final int TLS_PORT = freePort();

  static final Path OWN = CERTIFICATES.issued(AUTHORITY, TERMINAL);
  static final Path OF_NO_TERMINAL = CERTIFICATES.issued(AUTHORITY, "somebody");
  static final Path EXPIRED =
      CERTIFICATES.issued(AUTHORITY, TERMINAL + "-old", "-startdate", "-3d");
  static final Path OF_A_STRANGER =
      CERTIFICATES.issued(CERTIFICATES.authority("stranger"), TERMINAL);

  @DynamicPropertySource
  static void tls(DynamicPropertyRegistry registry) {
    registry.add("zhaoli.gateway.tls.enabled", () -> true);
    registry.add("zhaoli.gateway.tls.port", () -> TLS_PORT);
    registry.add("zhaoli.gateway.tls.keystore", GATEWAY::toString);
    registry.add("zhaoli.gateway.tls.password", () -> TestCertificates.PASSWORD);
    registry.add("zhaoli.gateway.tls.client-ca", CERTIFICATES.pemOf(AUTHORITY)::toString);
  }

  /** What is answered over a connection made with this certificate, or without one. */
  static RawHttp.Response send(@Nullable Path shown, String requestLine, List<String> headers)
      throws IOException {
    try (SSLSocket socket = TestCertificates.connect(GATEWAY, TLS_PORT, shown)) {
      String head =
          requestLine
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + String.join("", headers.stream().map(header -> header + "\r\n").toList())
              + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      return RawHttp.read(socket.getInputStream());
    }
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("certificates");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
