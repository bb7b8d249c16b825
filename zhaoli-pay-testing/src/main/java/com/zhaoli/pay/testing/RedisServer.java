package com.zhaoli.pay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A private Redis. Its data outlives {@link #stop()}, not the death of its process. */
public final class RedisServer extends TestServer {
  private static final int TIME_LIMIT_MILLIS = 2_000;

  RedisServer() {
    super("Redis");
  }

  @Override
  public String user() {
    return "default";
  }

  /** Forgets all keys. */
  public void flushAll() {
    try {
      String answer = call("FLUSHALL");
      if (!answer.equals("+OK")) {
        throw new IllegalStateException("Redis refused FLUSHALL: " + answer);
      }
    } catch (IOException e) {
      throw new TestServerException("Redis does not answer on " + host() + ":" + port() + ".", e);
    }
  }

  @Override
  void prepare() {}

  @Override
  List<String> command() throws IOException {
    Path configuration = directory().resolve("redis.conf");
    // Saved at an orderly stop; the period is longer than any test run, so never in between.
    Files.writeString(
        configuration,
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        dir %s
        save 86400 1
        appendonly no
        daemonize no
        """
            .formatted(port(), password(), directory()));
    return List.of(
        Binaries.find("Redis", "redis-server", List.of(), "redis-server"),
        configuration.toString());
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Override
  boolean answers() {
    try {
      return call("PING").equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  String portTakenWords() {
    return "Address already in use";
  }

  private String call(String command) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), port()), TIME_LIMIT_MILLIS);
      socket.setSoTimeout(TIME_LIMIT_MILLIS);
      String request = "AUTH " + password() + "\r\n" + command + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String login = line(socket.getInputStream());
      return login.equals("+OK") ? line(socket.getInputStream()) : login;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("Redis closed the connection");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }
}
