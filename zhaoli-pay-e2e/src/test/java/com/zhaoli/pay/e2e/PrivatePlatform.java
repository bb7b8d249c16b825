package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole platform of the test's own, on free ports and in a directory of its own, run by the same
 * script that people use. It does not disturb a platform that runs already.
 */
final class PrivatePlatform {
  private static final int UP_SECONDS = 300;
  private static final int DOWN_SECONDS = 150;
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Variables of all ports that a platform listens on. */
  private static final List<String> PORTS =
      List.of(
          "ZHAOLI_GATEWAY_PORT",
          "ZHAOLI_GATEWAY_TLS_PORT",
          "ZHAOLI_MERCHANT_PORT",
          "ZHAOLI_PAYMENT_PORT",
          "ZHAOLI_WECHAT_MP_PORT",
          "ZHAOLI_NOTIFY_PORT",
          "ZHAOLI_JOB_PORT",
          "ZHAOLI_JOB_EXECUTOR_PORT",
          "ZHAOLI_POS_PORT",
          "ZHAOLI_SANDBOX_PORT",
          "ZHAOLI_DEMO_SHOP_PORT",
          "ZHAOLI_DB_PORT",
          "ZHAOLI_REDIS_PORT",
          "ZHAOLI_RABBIT_PORT");

  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Path runDirectory;
  private final JsonHttp http = new JsonHttp();

  PrivatePlatform(Path runDirectory) {
    this.runDirectory = runDirectory.toAbsolutePath().normalize();
    List<Integer> free = freePorts(PORTS.size());
    for (int i = 0; i < PORTS.size(); i++) {
      environment.put(PORTS.get(i), free.get(i).toString());
    }
    int nacos = freeNacosPort();
    environment.put("ZHAOLI_NACOS_PORT", Integer.toString(nacos));
    environment.put("ZHAOLI_NACOS_ADDR", "127.0.0.1:" + nacos);
    environment.put(
        "ZHAOLI_PUBLIC_URL", "http://127.0.0.1:" + environment.get("ZHAOLI_GATEWAY_PORT"));
    environment.put("ZHAOLI_RUN_DIR", this.runDirectory.toString());
  }

  /** Starts it with one more variable in its environment. */
  PrivatePlatform with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts it from nothing: what an earlier run left in its directory is deleted. */
  Result startAfresh() throws IOException {
    if (Files.exists(runDirectory)) {
      try (Stream<Path> old = Files.walk(runDirectory)) {
        old.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
    Result up = zhaoli(UP_SECONDS, "up", "--no-build");
    if (up.status() != 0) {
      zhaoli(DOWN_SECONDS, "down");
    }
    return up.succeeded();
  }

  /** What a command of the script printed and how it ended. */
  record Result(int status, String output) {
    Result succeeded() {
      assertThat(status).as("exit status of: %s", output).isZero();
      return this;
    }
  }

  Result zhaoli(int limitSeconds, String... arguments) {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("zhaoli").toString()));
    command.addAll(List.of(arguments));
    return run(limitSeconds, command);
  }

  /** Runs lines of the manual in the project's directory, with this platform in place of .run. */
  Result shell(int limitSeconds, String lines) {
    return run(
        limitSeconds,
        List.of("bash", "-euo", "pipefail", "-c", lines.replace(".run/", runDirectory + "/")));
  }

  private Result run(int limitSeconds, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(ROOT.toFile());
    builder.environment().putAll(environment);
    try {
      Path output = Files.createTempFile("zhaoli", ".out");
      Process process =
          builder
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(limitSeconds, TimeUnit.SECONDS);
      String text = Files.readString(output);
      Files.deleteIfExists(output);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        throw new AssertionError(command + " did not end within " + limitSeconds + " s:\n" + text);
      }
      return new Result(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  URI gateway() {
    return URI.create("http://127.0.0.1:" + environment.get("ZHAOLI_GATEWAY_PORT"));
  }

  URI secureGateway() {
    return URI.create("https://127.0.0.1:" + environment.get("ZHAOLI_GATEWAY_TLS_PORT"));
  }

  URI sandbox() {
    return URI.create("http://127.0.0.1:" + environment.get("ZHAOLI_SANDBOX_PORT"));
  }

  URI shop() {
    return URI.create("http://127.0.0.1:" + environment.get("ZHAOLI_DEMO_SHOP_PORT"));
  }

  URI nacos() {
    return URI.create("http://" + environment.get("ZHAOLI_NACOS_ADDR"));
  }

  Path runDirectory() {
    return runDirectory;
  }

  JsonHttp http() {
    return http;
  }

  JsonNode demoFile() {
    try {
      return JsonMapper.shared().readTree(Files.readString(runDirectory.resolve("demo.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MerchantCredentials demoMerchant() {
    return MerchantCredentials.read(runDirectory.resolve("demo.json"));
  }

  /** Of the first operator, {@code admin}. */
  String operatorPassword() {
    return String.valueOf(variables("secrets.env").get("ZHAOLI_FIRST_OPERATOR_PASSWORD"));
  }

  /** The variables of a file of NAME=value lines, quotes taken off. */
  Map<String, String> variables(String file) {
    Map<String, String> variables = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(runDirectory.resolve(file))) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
          String name = line.substring(0, equals).replace("export ", "").strip();
          variables.put(name, line.substring(equals + 1).replaceAll("^['\"]|['\"]$", ""));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return variables;
  }

  /** Kills a service as a crash would, and waits until it is gone. */
  void killWithoutWarning(String name) {
    ProcessHandle process = process(name);
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private ProcessHandle process(String name) {
    Path file = runDirectory.resolve("pids").resolve(name + ".pid");
    try {
      long pid = Long.parseLong(Files.readString(file).strip().split("\\s+", -1)[0]);
      return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError(name + " does not run"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes of this platform: whose command line names its directory. */
  List<String> processes() {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .map(process -> process.pid() + " " + commandLine(process.pid()))
        .filter(line -> line.contains(runDirectory.toString()))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /** The ports of this platform on which somebody listens. */
  List<Integer> openPorts() {
    return environment.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("_PORT"))
        .map(entry -> Integer.parseInt(entry.getValue()))
        .filter(PrivatePlatform::isTaken)
        .toList();
  }

  /** Every file that holds what services printed or logged. */
  Collection<Path> logs() {
    try (Stream<Path> files = Files.walk(runDirectory.resolve("logs"))) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sockets.forEach(PrivatePlatform::close);
    }
  }

  /** Nacos takes its port and those 1000 and 1001 above and 1000 below it. */
  private static int freeNacosPort() {
    for (int candidate = 18_848; candidate < 28_848; candidate += 17) {
      int port = candidate;
      if (IntStream.of(0, 1000, 1001, -1000)
          .map(offset -> port + offset)
          .noneMatch(PrivatePlatform::isTaken)) {
        return port;
      }
    }
    throw new AssertionError("no free ports for Nacos");
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
