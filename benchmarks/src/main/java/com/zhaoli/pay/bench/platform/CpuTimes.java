package com.zhaoli.pay.bench.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Processor time by process of the platform, from {@code /proc}. What {@code ./zhaoli} starts has a
 * session of its own, so children count for the process that it recorded.
 */
public final class CpuTimes {
  /** Linux shows times in hundredths of a second on every architecture that Java runs on. */
  private static final long MICROS_PER_TICK = 10_000;

  private final Path runDir;
  private final Path proc;

  public CpuTimes(Path runDir) {
    this(runDir, Path.of("/proc"));
  }

  CpuTimes(Path runDir, Path proc) {
    this.runDir = runDir;
    this.proc = proc;
  }

  /**
   * Processor time so far.
   *
   * @param byProcess by the names of {@code ./zhaoli status}
   * @param generator of this process
   * @param busy of all processes of the machine
   * @param idle of all processors, waiting for a disk included
   */
  public record Snapshot(Map<String, Long> byProcess, long generator, long busy, long idle) {

    /** What was used between an earlier snapshot and this. */
    public Snapshot since(Snapshot earlier) {
      Map<String, Long> used = new TreeMap<>();
      byProcess.forEach(
          (name, micros) -> used.put(name, micros - earlier.byProcess.getOrDefault(name, 0L)));
      return new Snapshot(
          used, generator - earlier.generator, busy - earlier.busy, idle - earlier.idle);
    }

    /** Of all processes of the platform, the generator not among them. */
    public long platform() {
      return byProcess.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The part of the machine's processors that was in use. */
    public double busyShare() {
      return busy + idle == 0 ? 0 : (double) busy / (busy + idle);
    }
  }

  /** The process ids that {@code ./zhaoli} recorded, by name. */
  public Map<String, Long> recorded() {
    Map<String, Long> pids = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(runDir.resolve("pids"), "*.pid")) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String pid = Files.readString(file).strip().split(" ", 2)[0];
        if (!pid.isEmpty()) {
          pids.put(name.substring(0, name.length() - ".pid".length()), Long.parseLong(pid));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the platform's process ids cannot be read", e);
    }
    return pids;
  }

  public Snapshot take() {
    Map<Long, String> nameBySession = new HashMap<>();
    recorded().forEach((name, pid) -> nameBySession.put(pid, name));
    Map<String, Long> byProcess = new TreeMap<>();
    long generator = 0;
    long own = ProcessHandle.current().pid();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        Stat stat = Stat.read(process);
        if (stat == null) {
          continue;
        }
        if (String.valueOf(process.getFileName()).equals(Long.toString(own))) {
          generator = stat.micros();
        }
        String name = nameBySession.get(stat.session());
        if (name != null) {
          byProcess.merge(name, stat.micros(), Long::sum);
        }
      }
      long[] machine = machine();
      return new Snapshot(byProcess, generator, machine[0], machine[1]);
    } catch (IOException e) {
      throw new UncheckedIOException("processor times cannot be read", e);
    }
  }

  /** One process. */
  private record Stat(long session, long micros) {
    private static final int SESSION = 3;
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** Null for a process that has ended. */
    static @Nullable Stat read(Path process) {
      try {
        String line = Files.readString(process.resolve("stat"));
        // The name stands in parentheses and may hold spaces; fields are counted behind it.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        return new Stat(Long.parseLong(fields[SESSION]), ticks * MICROS_PER_TICK);
      } catch (IOException e) {
        return null;
      }
    }
  }

  /** Busy and idle time of all processors. */
  private long[] machine() throws IOException {
    String first = Files.readAllLines(proc.resolve("stat")).get(0);
    String[] fields = first.strip().split(" +", -1);
    // cpu user nice system idle iowait irq softirq steal; guest time is in user already.
    long busy = 0;
    for (int field : new int[] {1, 2, 3, 6, 7}) {
      busy += Long.parseLong(fields[field]);
    }
    long idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
    return new long[] {busy * MICROS_PER_TICK, idle * MICROS_PER_TICK};
  }

  /** How a Java process of the platform was started: heap, collector and compilers. */
  public String jvmOptions(String name) {
    Long pid = recorded().get(name);
    if (pid == null) {
      return "not started here";
    }
    try {
      StringBuilder options = new StringBuilder();
      for (String argument :
          Files.readString(proc.resolve(pid.toString()).resolve("cmdline")).split("\0", -1)) {
        if (argument.matches("-X(m[nsx]|ss).*|-XX:(\\+Use\\w*GC|TieredStopAtLevel=.*|.Tiered.*)")) {
          options.append(options.isEmpty() ? "" : " ").append(argument);
        }
      }
      return options.toString();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
