package com.zhaoli.pay.e2e.faults;

import com.zhaoli.pay.e2e.Script;
import com.zhaoli.pay.e2e.StepFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Kills, stops and starts parts of the platform. One thread at a time, as the script wants it. */
public final class PlatformControl {
  static final String PAYMENT_SERVICE = "payment-service";
  public static final String POS_TERMINAL_SERVICE = "pos-terminal-service";
  static final String RABBITMQ = "rabbitmq";
  static final String REDIS = "redis";

  private static final int LAST_SECONDS = 60;

  private final Script script;
  private final Path runDirectory;

  public PlatformControl(Script script, Path runDirectory) {
    this.script = script;
    this.runDirectory = runDirectory;
  }

  /** Whether it is a process of this run directory, so that it may be stopped here. */
  boolean owns(String name) {
    return Files.exists(pidFile(name));
  }

  public void start(String name) {
    script.run("start", name);
  }

  void stop(String name) {
    script.run("stop", name);
  }

  void startSecond(String name) {
    script.run("start", name, "--instance", "2");
  }

  void stopSecond(String name) {
    script.run("stop", name, "--instance", "2");
  }

  /** Kills a process as a crash would, and waits until it is gone. */
  public void kill(String name) {
    ProcessHandle process = process(name);
    process.destroyForcibly();
    try {
      process.onExit().orTimeout(LAST_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new StepFailure(name + " does not die", e);
    }
  }

  private ProcessHandle process(String name) {
    try {
      String pid = Files.readString(pidFile(name)).strip().split("\\s+", -1)[0];
      return ProcessHandle.of(Long.parseLong(pid))
          .filter(process -> isService(process, name))
          .orElseThrow(() -> new StepFailure(name + " does not run"));
    } catch (IOException e) {
      throw new StepFailure("There is no " + name + " in " + runDirectory, e);
    }
  }

  /** A number in a file may be of another process by now. */
  private static boolean isService(ProcessHandle process, String name) {
    String service = name.replaceFirst("-\\d$", "");
    return process.info().commandLine().orElse("").contains("zhaoli-pay-" + service);
  }

  private Path pidFile(String name) {
    return runDirectory.resolve("pids").resolve(name + ".pid");
  }
}
