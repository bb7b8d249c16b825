package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.HttpConnection;
import com.zhaoli.pay.bench.load.HttpMessage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A gateway of the benchmark's own, from the jar of {@code ./zhaoli up}'s, with the same options of
 * its JVM and the same environment; on loopback, unknown to Nacos, and with or without the check of
 * signatures. It is recorded like the platform's processes, so that {@code ./zhaoli down} ends what
 * a killed benchmark left behind.
 */
public final class OwnGateway implements AutoCloseable {
  /** The process of the one with the check. */
  public static final String CHECKED = "gateway-checked";

  /** The process of the one without it. */
  public static final String UNCHECKED = "gateway-unchecked";

  private static final String CHECKED_MAIN = "com.zhaoli.pay.gateway.GatewayApplication";
  private static final String UNCHECKED_MAIN = "com.zhaoli.pay.bench.unchecked.UncheckedGateway";
  private static final Path PROC = Path.of("/proc");
  private static final long START_SECONDS = 120;
  private static final long STOP_SECONDS = 60;
  private static final long POLL_MILLIS = 200;

  /** Fields of {@code /proc/PID/stat} behind the name. */
  private static final int START_TIME = 19;

  private final Process process;
  private final int port;
  private final Path pidFile;
  private final Path log;
  private final Thread atExit = new Thread(this::stop, "stop-gateway");

  private OwnGateway(Process process, int port, Path pidFile, Path log) {
    this.process = process;
    this.port = port;
    this.pidFile = pidFile;
    this.log = log;
  }

  /**
   * Starts one that checks signatures, and waits until it is healthy.
   *
   * @throws BenchFailure when there is no gateway here to be like, or it does not start
   */
  public static OwnGateway checked(Platform platform) throws InterruptedException {
    return start(platform, CHECKED, List.of(CHECKED_MAIN));
  }

  /**
   * Starts one that does not, and waits until it is healthy.
   *
   * @param merchant for whom it takes whoever asks
   * @throws BenchFailure when there is no gateway here to be like, or it does not start
   */
  public static OwnGateway unchecked(Platform platform, Merchant merchant)
      throws InterruptedException {
    return start(
        platform, UNCHECKED, List.of(UNCHECKED_MAIN, merchant.merchantNo(), merchant.appId()));
  }

  private static OwnGateway start(Platform platform, String name, List<String> program)
      throws InterruptedException {
    Path runDir = platform.runDir();
    Long first = new CpuTimes(runDir).recorded().get("gateway");
    if (first == null) {
      throw new BenchFailure(
          "This benchmark starts gateways like the one of ./zhaoli up, and there is none.");
    }
    try {
      OwnGateway gateway = launch(runDir, first, name, program);
      Runtime.getRuntime().addShutdownHook(gateway.atExit);
      gateway.awaitHealth();
      return gateway;
    } catch (IOException e) {
      throw new BenchFailure("No gateway can be started: " + e.getMessage(), e);
    }
  }

  private static OwnGateway launch(Path runDir, long first, String name, List<String> program)
      throws IOException {
    Path directory = runDir.resolve("tmp").resolve(name);
    Path classes = directory.resolve("classes");
    copyMain(classes);
    int port = freePort();
    List<String> command = new ArrayList<>();
    // A session of its own, as the first has one: Linux weighs sessions against each other.
    command.add("setsid");
    command.addAll(
        commandOf(
            words(PROC.resolve(first + "/cmdline")),
            classes,
            List.of(
                "-Djava.io.tmpdir=" + directory,
                "-DJM.SNAPSHOT.PATH=" + directory,
                "-DJM.LOG.PATH=" + runDir.resolve("logs/nacos-client").resolve(name),
                "-Dserver.address=127.0.0.1",
                "-Dserver.port=" + port,
                "-Dzhaoli.gateway.tls.enabled=false",
                "-Dspring.cloud.nacos.discovery.register-enabled=false")));
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environmentOf(words(PROC.resolve(first + "/environ"))));
    Path log = runDir.resolve("logs").resolve(name + ".log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Path pidFile = runDir.resolve("pids").resolve(name + ".pid");
    OwnGateway gateway = new OwnGateway(process, port, pidFile, log);
    try {
      Files.writeString(
          pidFile, process.pid() + " " + startTime(process.pid()) + " " + port + "\n");
    } catch (IOException e) {
      gateway.stop();
      throw e;
    }
    return gateway;
  }

  /**
   * The command of the platform's gateway up to its main class, with one class more on the class
   * path. It has no share in that one's archive of classes, which would be written anew for it.
   */
  static List<String> commandOf(List<String> first, Path classes, List<String> properties) {
    int jar = first.indexOf("-jar");
    if (jar < 0 || jar + 1 == first.size()) {
      throw new BenchFailure("The gateway was not started as ./zhaoli up starts it.");
    }
    List<String> command = new ArrayList<>(first.subList(0, jar));
    command.removeIf(
        word ->
            word.startsWith("-XX:SharedArchiveFile=") || word.endsWith("AutoCreateSharedArchive"));
    command.addAll(properties);
    command.add("-cp");
    command.add(first.get(jar + 1) + File.pathSeparator + classes);
    return command;
  }

  static Map<String, String> environmentOf(List<String> words) {
    Map<String, String> environment = new HashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        environment.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return environment;
  }

  /** It cannot stay in the benchmarks' jar, which would bring all of their libraries. */
  private static void copyMain(Path classes) throws IOException {
    String name = UNCHECKED_MAIN.replace('.', '/') + ".class";
    Path target = classes.resolve(name);
    Files.createDirectories(target.resolve("..").normalize());
    try (InputStream main = OwnGateway.class.getResourceAsStream("/" + name)) {
      if (main == null) {
        throw new IOException(name + " is missing");
      }
      Files.copy(main, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<String> words(Path file) throws IOException {
    return List.of(Files.readString(file).split("\0"));
  }

  private static String startTime(long pid) throws IOException {
    String line = Files.readString(PROC.resolve(pid + "/stat"));
    return line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[START_TIME];
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitHealth() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!isHealthy()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new BenchFailure("A gateway of the benchmark did not start: " + log + " says why.");
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private boolean isHealthy() {
    try (HttpConnection connection = HttpConnection.open(address())) {
      byte[] question = HttpMessage.of("GET", host(), "/actuator/health", Map.of(), new byte[0]);
      return connection.exchange(question).status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** As requests to it name it. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program ends already, and the hook found nothing to do.
      return;
    }
  }

  /** Whoever comes second waits until it is done: the program must not end in between. */
  private synchronized void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Files.deleteIfExists(pidFile);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println(pidFile + " could not be deleted: " + e.getMessage());
    }
  }
}
