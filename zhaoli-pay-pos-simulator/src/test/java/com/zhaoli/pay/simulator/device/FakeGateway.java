package com.zhaoli.pay.simulator.device;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import com.zhaoli.pay.testing.tls.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A platform that says what a test has it say, over real HTTPS. */
final class FakeGateway implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path ca;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private volatile Script script = request -> Said.json(404, "{\"code\":\"NOT_FOUND\"}");

  /** A request as it arrived. */
  record Seen(
      String method,
      String path,
      @Nullable String query,
      String keyId,
      long counter,
      long timestamp,
      String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    boolean is(String what) {
      return (method + " " + path).equals(what);
    }
  }

  /** An answer; a status of 0 breaks the connection. */
  record Said(int status, String body) {
    static final Said NOTHING = new Said(0, "");

    static Said json(int status, String body) {
      return new Said(status, body);
    }
  }

  /** What the platform says. */
  @FunctionalInterface
  interface Script {
    Said answer(Seen request);
  }

  FakeGateway(Path directory) throws IOException, GeneralSecurityException {
    this(directory, null);
  }

  /**
   * Starts it.
   *
   * @param authority key store of the one whose certificates terminals have to show; null where
   *     they need none
   */
  FakeGateway(Path directory, @Nullable Path authority)
      throws IOException, GeneralSecurityException {
    TestCertificates certificates = new TestCertificates(directory);
    Path store = certificates.gateway();
    this.ca = certificates.pemOfGateway(store);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(store), TestCertificates.PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), authority == null ? null : trustIn(authority), null);
    this.server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(authority != null);
            parameters.setSSLParameters(wanted);
          }
        });
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, TestCertificates.PASSWORD.toCharArray());
    }
    return keys;
  }

  private static TrustManager[] trustIn(Path authority)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    KeyStore issuer = load(authority);
    for (String alias : Collections.list(issuer.aliases())) {
      trusted.setCertificateEntry(alias, issuer.getCertificate(alias));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return trust.getTrustManagers();
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  Path ca() {
    return ca;
  }

  void says(Script what) {
    script = what;
  }

  /** What arrived, the oldest first. */
  List<Seen> seen() {
    return List.copyOf(seen);
  }

  List<Seen> seen(String what) {
    return seen.stream().filter(request -> request.is(what)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Seen request =
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              exchange.getRequestURI().getQuery(),
              header(exchange, "X-Zhaoli-App-Key", ""),
              Long.parseLong(header(exchange, "X-Zhaoli-Nonce", "0")),
              Long.parseLong(header(exchange, "X-Zhaoli-Timestamp", "0")),
              body);
      seen.add(request);
      Said said = script.answer(request);
      if (said.status() != 0) {
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("X-Zhaoli-Request-Id", "req_1");
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private static String header(HttpExchange exchange, String name, String otherwise) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? otherwise : value;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
