package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.load.LoadResult;
import com.zhaoli.pay.bench.platform.CpuTimes;
import com.zhaoli.pay.bench.platform.Database;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one request cost, on the average of a run.
 *
 * @param cpuMicros by process of the platform
 * @param generatorMicros of the load generator itself
 * @param elsewhereMicros of everything else on the machine, the kernel's own threads included
 * @param busyShare the part of the machine's processors that was in use
 * @param database statements by kind, and what the disk had to do
 */
record Costs(
    Map<String, Double> cpuMicros,
    double generatorMicros,
    double elsewhereMicros,
    double busyShare,
    Map<String, Double> database) {

  static final String STATEMENTS = "sql statements";

  /** All that clients sent, and parts of it; then the log. Labels of MariaDB's counters. */
  private static final Map<String, String> COUNTERS = counters();

  private static Map<String, String> counters() {
    Map<String, String> counters = new LinkedHashMap<>();
    counters.put(STATEMENTS, "Questions");
    counters.put("sql select", "Com_select");
    counters.put("sql insert", "Com_insert");
    counters.put("sql update", "Com_update");
    counters.put("sql delete", "Com_delete");
    counters.put("sql set", "Com_set_option");
    counters.put("sql begin", "Com_begin");
    counters.put("sql commit", "Com_commit");
    counters.put("sql rollback", "Com_rollback");
    counters.put("sql prepared executes", "Com_stmt_execute");
    counters.put("row lock waits", "Innodb_row_lock_waits");
    counters.put("log writes", "Innodb_log_writes");
    counters.put("fsyncs", "Innodb_data_fsyncs");
    return counters;
  }

  /** The platform's processor time. */
  double platformMicros() {
    return cpuMicros.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The values of all rounds by their name; what was never used is left out. */
  static Map<String, List<Double>> byName(List<Map<String, Double>> rounds) {
    Map<String, List<Double>> values = new TreeMap<>();
    rounds.stream()
        .flatMap(round -> round.keySet().stream())
        .forEach(
            name ->
                values.computeIfAbsent(
                    name,
                    one -> rounds.stream().map(round -> round.getOrDefault(one, 0.0)).toList()));
    values.values().removeIf(all -> all.stream().allMatch(value -> value == 0));
    return values;
  }

  /** Where all counters stood at one moment. */
  static final class Mark {
    private final CpuTimes.Snapshot cpu;
    private final Map<String, Long> counters;

    private Mark(CpuTimes.Snapshot cpu, Map<String, Long> counters) {
      this.cpu = cpu;
      this.counters = counters;
    }

    static Mark now(CpuTimes cpu, Database database) {
      Map<String, Long> counters = database.counters();
      return new Mark(cpu.take(), counters);
    }

    /** What each accepted request of a run cost between an earlier mark and this. */
    Costs since(Mark earlier, LoadResult run) {
      double requests = Math.max(1, run.acceptedCount());
      CpuTimes.Snapshot used = cpu.since(earlier.cpu);
      Map<String, Double> cpuMicros = new LinkedHashMap<>();
      used.byProcess().forEach((name, micros) -> cpuMicros.put(name, micros / requests));
      Map<String, Double> database = new LinkedHashMap<>();
      COUNTERS.forEach(
          (label, counter) -> {
            Long then = earlier.counters.get(counter);
            Long now = counters.get(counter);
            // Other servers do not have all of them.
            if (then != null && now != null) {
              database.put(label, (now - then) / requests);
            }
          });
      double elsewhere = used.busy() - used.platform() - used.generator();
      return new Costs(
          cpuMicros,
          used.generator() / requests,
          Math.max(0, elsewhere) / requests,
          used.busyShare(),
          database);
    }

    /** Statements that came in since then, whoever sent them. */
    long statementsSince(Mark earlier) {
      return counters.getOrDefault("Questions", 0L)
          - earlier.counters.getOrDefault("Questions", 0L);
    }
  }
}
