package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a process of the platform holds of the machine's memory, once a second until closed. */
public final class Memory implements AutoCloseable {
  private static final double KIBIBYTES = 1_024;

  private final Path status;
  private final List<Double> mebibytes = new ArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "memory");
            thread.setDaemon(true);
            return thread;
          });

  private Memory(Path status) {
    this.status = status;
  }

  /**
   * @throws BenchFailure when there is no such process
   */
  public static Memory sample(CpuTimes processes, String name) {
    Long pid = processes.recorded().get(name);
    if (pid == null) {
      throw new BenchFailure(name + " does not run here.");
    }
    Memory memory = new Memory(Path.of("/proc", pid.toString(), "status"));
    memory.read();
    var unused = memory.timer.scheduleAtFixedRate(memory::read, 1, 1, TimeUnit.SECONDS);
    return memory;
  }

  private synchronized void read() {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          mebibytes.add(Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIBIBYTES);
        }
      }
    } catch (IOException e) {
      throw new BenchFailure("The memory of a process cannot be read.", e);
    }
  }

  /** So far, the first at the beginning. */
  public synchronized List<Double> mebibytes() {
    return List.copyOf(mebibytes);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
