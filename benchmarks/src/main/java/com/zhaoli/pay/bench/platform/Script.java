package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./zhaoli}, to start and stop parts of the platform with. For one thread. */
public final class Script {
  private static final long LIMIT_SECONDS = 180;

  private final String script;
  private final CpuTimes processes;

  private Script(String script, CpuTimes processes) {
    this.script = script;
    this.processes = processes;
  }

  public static Script of(Map<String, String> environment, Platform platform) {
    return new Script(
        environment.getOrDefault("ZHAOLI_SCRIPT", "./zhaoli"), new CpuTimes(platform.runDir()));
  }

  /**
   * Runs a command to its end.
   *
   * @throws BenchFailure with what it printed, when it fails or does not end in time
   */
  public void run(String... arguments) throws InterruptedException {
    run(Map.of(), arguments);
  }

  /** The same with other settings than those of this process. */
  public void run(Map<String, String> settings, String... arguments) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.environment().putAll(settings);
    builder.command().add(script);
    builder.command().addAll(List.of(arguments));
    try {
      Path log = Files.createTempFile("zhaoli-bench", ".log");
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      String output = Files.readString(log);
      Files.deleteIfExists(log);
      if (!ended) {
        process.destroy();
      }
      if (!ended || process.exitValue() != 0) {
        throw new BenchFailure(String.join(" ", builder.command()) + " failed: " + output);
      }
    } catch (IOException e) {
      throw new BenchFailure("The script cannot be started.", e);
    }
  }

  /** Whether this run directory started it, so that it may be stopped here. */
  public boolean owns(String name) {
    return processes.recorded().containsKey(name);
  }

  /** Kills a process of the platform as a crash would, and waits until it is gone. */
  public void kill(String name) {
    Long pid = processes.recorded().get(name);
    ProcessHandle process =
        ProcessHandle.of(pid == null ? -1 : pid)
            // A number in a file may be of another process by now.
            .filter(one -> one.info().commandLine().orElse("").contains("zhaoli-pay-"))
            .orElseThrow(() -> new BenchFailure(name + " does not run here."));
    process.destroyForcibly();
    process.onExit().orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
  }
}
