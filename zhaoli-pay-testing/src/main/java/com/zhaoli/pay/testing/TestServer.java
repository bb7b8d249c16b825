package com.zhaoli.pay.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One private server process. {@link #stop()} and {@link #start()} keep port, login and data, for
 * tests of what happens while a server is away.
 */
public abstract sealed class TestServer permits MariaDbServer, RedisServer, RabbitMqServer {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(25);
  private static final int PORT_ATTEMPTS = 3;
  private static final int TAIL_LINES = 30;

  private final String name;
  private final String password = randomHex(12);
  private @Nullable Path directory;
  private @Nullable Guardian guardian;
  private @Nullable Process process;
  private int port;

  TestServer(String name) {
    this.name = name;
  }

  /** Always the loopback address. */
  public final String host() {
    return "127.0.0.1";
  }

  /** The port, the same for the life of this JVM. */
  public final synchronized int port() {
    return port;
  }

  /** The user to log in as. */
  public abstract String user();

  /** The password of {@link #user()}, made for this JVM. */
  public final String password() {
    return password;
  }

  /** Starts the stopped server on its port with its data, and returns when a login works. */
  public final synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    launch();
  }

  /** Stops the server in good order, so that its data outlives it, and returns when it is gone. */
  public final synchronized void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    running.destroy();
    try {
      if (!running.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.destroyForcibly();
    }
    guardian().unwatch(running);
    process = null;
  }

  final synchronized void startFirstTime() {
    try {
      Path made = Files.createTempDirectory("zhaoli-test-" + name.toLowerCase(Locale.ROOT) + "-");
      directory = made;
      guardian = Guardian.of(made);
      prepare();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " found no place for its data", e);
    }
    for (int attempt = 1; ; attempt++) {
      port = FreePorts.next();
      try {
        launch();
        return;
      } catch (TestServerException e) {
        // Another process may have taken the port between our look and the server's bind.
        if (attempt == PORT_ATTEMPTS || !portWasTaken()) {
          throw e;
        }
      }
    }
  }

  /** Makes what the server needs once: its data directory, for one. */
  abstract void prepare() throws IOException;

  /** Writes the configuration for {@link #port()} and gives the command that runs in foreground. */
  abstract List<String> command() throws IOException;

  /** What the server's environment has beside PATH; nothing else is inherited. */
  abstract Map<String, String> environment();

  /** True once a login works. Failures while the server is not up yet are answered false. */
  abstract boolean answers();

  /** How the server words that its port is in use. */
  abstract String portTakenWords();

  final Path directory() {
    if (directory == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return directory;
  }

  final Guardian guardian() {
    if (guardian == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return guardian;
  }

  /** Runs a preparing command to its end; its output goes to the server's log. */
  final void run(List<String> command, Map<String, String> environment) throws IOException {
    Process running = spawn(command, environment);
    try {
      if (!running.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        running.destroyForcibly();
        throw new TestServerException(
            command.get(0) + " did not end within " + START_LIMIT.toSeconds() + " s." + tail());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestServerException("Interrupted while preparing " + name + ".", e);
    } finally {
      guardian().unwatch(running);
    }
    if (running.exitValue() != 0) {
      throw new TestServerException(
          command.get(0) + " failed with status " + running.exitValue() + "." + tail());
    }
  }

  /** Starts a process whose end is tied to the end of this JVM. */
  final Process spawn(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR", "LD_LIBRARY_PATH"));
    builder.environment().put("HOME", directory().toString());
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    Process started = builder.start();
    guardian().watch(started);
    started.getOutputStream().close();
    return started;
  }

  private void launch() {
    try {
      Process started = spawn(command(), environment());
      process = started;
      long deadline = System.nanoTime() + START_LIMIT.toNanos();
      while (!answers()) {
        if (started.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
          stop();
          throw new TestServerException(
              name + " ended while starting, with status " + started.exitValue() + "." + tail());
        }
        if (System.nanoTime() > deadline) {
          stop();
          throw new TestServerException(
              name
                  + " did not answer on "
                  + host()
                  + ":"
                  + port
                  + " within "
                  + START_LIMIT.toSeconds()
                  + " s."
                  + tail());
        }
      }
    } catch (IOException e) {
      throw new TestServerException(name + " could not be started: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
      throw new TestServerException("Interrupted while " + name + " was starting.", e);
    }
  }

  private Path log() {
    return directory().resolve("server.log");
  }

  private boolean portWasTaken() {
    return logText().contains(portTakenWords());
  }

  private String tail() {
    List<String> lines = logText().lines().toList();
    int from = Math.max(0, lines.size() - TAIL_LINES);
    return " The installed "
        + name
        + " may be broken: reinstall it, or let ./zhaoli test do so."
        + " It wrote:\n"
        + String.join("\n", lines.subList(from, lines.size()));
  }

  private String logText() {
    try {
      return Files.exists(log())
          ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8)
          : "";
    } catch (IOException e) {
      return "(its log cannot be read: " + e.getMessage() + ")";
    }
  }

  static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
