package com.zhaoli.pay.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The script with which people steer the platform, used as they use it. */
public final class Script {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final String script;

  private Script(String script) {
    this.script = script;
  }

  /** The script that this program was started by. */
  public static Script of(Map<String, String> environment) {
    return new Script(environment.getOrDefault("ZHAOLI_SCRIPT", "./zhaoli"));
  }

  /**
   * Runs one command to its end.
   *
   * @throws StepFailure with what it printed, when it fails or does not end in time
   */
  public void run(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(script);
    builder.command().addAll(List.of(arguments));
    try {
      Path log = Files.createTempFile("zhaoli-command", ".log");
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
      String output = Files.readString(log);
      Files.deleteIfExists(log);
      if (!ended) {
        process.destroy();
      }
      if (!ended || process.exitValue() != 0) {
        throw new StepFailure(String.join(" ", builder.command()) + " failed:\n" + output);
      }
    } catch (IOException e) {
      throw new StepFailure("The script cannot be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StepFailure("Interrupted", e);
    }
  }
}
