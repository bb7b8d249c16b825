package com.zhaoli.pay.bench.platform;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java process of the platform still refers to after a full garbage collection. */
public final class LiveHeap {
  private static final double MEBIBYTE = 1_048_576;
  private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private final Path jcmd;
  private final long pid;

  private LiveHeap(Path jcmd, long pid) {
    this.jcmd = jcmd;
    this.pid = pid;
  }

  /**
   * That of the process of this name.
   *
   * @throws BenchFailure when it does not run here, or when this JVM is none of a JDK
   */
  public static LiveHeap of(CpuTimes processes, String name) {
    Long pid = processes.recorded().get(name);
    if (pid == null) {
      throw new BenchFailure(name + " does not run here.");
    }
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!Files.isExecutable(jcmd)) {
      throw new BenchFailure("This benchmark needs a JDK: there is no " + jcmd + ".");
    }
    return new LiveHeap(jcmd, pid);
  }

  /** The bytes of all live objects; a class histogram collects garbage first. */
  public double mebibytes() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String last = "";
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = line;
        }
      }
      process.waitFor();
      return mebibytesOf(last);
    } catch (IOException e) {
      throw new BenchFailure("The live heap cannot be read.", e);
    }
  }

  static double mebibytesOf(String total) {
    Matcher matcher = TOTAL.matcher(total);
    if (!matcher.find()) {
      throw new BenchFailure("The live heap cannot be read: " + total);
    }
    return Long.parseLong(matcher.group(1)) / MEBIBYTE;
  }
}
