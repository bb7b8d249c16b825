package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpAnswer;
import com.zhaoli.pay.bench.load.HttpConnection;
import com.zhaoli.pay.bench.load.HttpMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * The platform that {@code ./zhaoli} runs, from the environment that it gives. Load goes to the
 * gateway on loopback and nowhere else.
 *
 * @param runDir where the platform keeps its state
 * @param sandboxDir where the sandbox keeps the channels' keys
 */
public record Platform(
    int gatewayPort, Path runDir, Path sandboxDir, NacosLogin nacos, DatabaseLogin database) {

  /** How to log in at Nacos. */
  public record NacosLogin(String host, int port, String user, String password) {
    @Override
    public String toString() {
      return "NacosLogin[" + host + ":" + port + "]";
    }
  }

  /** How to log in at the database. */
  public record DatabaseLogin(String host, int port, String user, String password) {
    @Override
    public String toString() {
      return "DatabaseLogin[" + host + ":" + port + "]";
    }
  }

  public static Platform of(Map<String, String> environment) {
    Path runDir = Path.of(environment.getOrDefault("ZHAOLI_RUN_DIR", ".run")).toAbsolutePath();
    String sandboxDir = environment.get("ZHAOLI_SANDBOX_DIR");
    return new Platform(
        port(environment, "ZHAOLI_GATEWAY_PORT", 8080),
        runDir,
        sandboxDir == null ? runDir.resolve("sandbox") : Path.of(sandboxDir),
        nacos(environment),
        new DatabaseLogin(
            environment.getOrDefault("ZHAOLI_DB_HOST", "127.0.0.1"),
            port(environment, "ZHAOLI_DB_PORT", 3306),
            environment.getOrDefault("ZHAOLI_DB_USER", "zhaoli"),
            environment.getOrDefault("ZHAOLI_DB_PASSWORD", "zhaoli")));
  }

  private static NacosLogin nacos(Map<String, String> environment) {
    String address = environment.getOrDefault("ZHAOLI_NACOS_ADDR", "127.0.0.1:8848");
    int colon = address.lastIndexOf(':');
    return new NacosLogin(
        colon < 0 ? address : address.substring(0, colon),
        colon < 0 ? 8848 : number("ZHAOLI_NACOS_ADDR", address.substring(colon + 1)),
        environment.getOrDefault("ZHAOLI_NACOS_USER", "nacos"),
        environment.getOrDefault("ZHAOLI_NACOS_PASSWORD", ""));
  }

  private static int port(Map<String, String> environment, String name, int standard) {
    String text = environment.get(name);
    return text == null || text.isEmpty() ? standard : number(name, text);
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new BenchFailure(name + " names no port: " + text, e);
    }
  }

  public InetSocketAddress gateway() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), gatewayPort);
  }

  /** As requests to the gateway name it. */
  public String gatewayHost() {
    return "127.0.0.1:" + gatewayPort;
  }

  /**
   * Makes sure that the gateway is there.
   *
   * @throws BenchFailure when it is not
   */
  public void requireUp() {
    requireUp("gateway", gatewayPort);
  }

  /**
   * Makes sure that a part of the platform is there.
   *
   * @param name as a sentence names it
   * @throws BenchFailure when it is not
   */
  static void requireUp(String name, int port) {
    String remedy = ": start the platform with ./zhaoli demo, then try again.";
    String host = "127.0.0.1:" + port;
    try (HttpConnection connection =
        HttpConnection.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      byte[] question = HttpMessage.of("GET", host, "/actuator/health", Map.of(), new byte[0]);
      HttpAnswer answer = connection.exchange(question);
      if (answer.status() != 200) {
        throw new BenchFailure("The " + name + " says that it is not healthy" + remedy);
      }
    } catch (IOException e) {
      throw new BenchFailure("No " + name + " answers at " + host + remedy, e);
    }
  }
}
