package com.zhaoli.pay.e2e.poschaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The result as a bench leaves it, in {@code bench/pos-chaos.json}. */
final class ChaosReport {
  private final Clock clock;

  ChaosReport(Clock clock) {
    this.clock = clock;
  }

  /** Writes it so that a reader never meets half a file; where it is. */
  Path write(Path runDirectory, ChaosResult result) throws IOException {
    Path directory = runDirectory.resolve("bench");
    Files.createDirectories(directory);
    Path part = directory.resolve("pos-chaos.json.part");
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.write(part, json.writeValueAsBytes(report(result)));
    return Files.move(
        part,
        directory.resolve("pos-chaos.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Map<String, Object> report(ChaosResult result) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row("trades", "count", result.trades()));
    rows.add(row("kills", "count", result.kills()));
    rows.add(row("power cuts", "count", result.powerCuts()));
    rows.add(row("violations", "count", result.violations().size()));
    rows.add(row("seconds", "s", result.seconds()));
    result
        .finality()
        .forEach(
            (kind, finality) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("case", "decided: " + kind);
              row.put("unit", "ms");
              row.put("median", finality.p50Ms());
              row.put("max", finality.maxMs());
              row.put("p50Ms", finality.p50Ms());
              row.put("p99Ms", finality.p99Ms());
              rows.add(row);
            });
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("name", "pos-chaos");
    report.put(
        "ranOn",
        Map.of(
            "endedAt", clock.instant().toString(),
            "jvm", String.valueOf(System.getProperty("java.runtime.version")),
            "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
            "cpus", Runtime.getRuntime().availableProcessors()));
    report.put("rows", rows);
    report.put("ratios", Map.of());
    report.put("run", result);
    return report;
  }

  private static Map<String, Object> row(String label, String unit, long value) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", label);
    row.put("unit", unit);
    row.put("median", value);
    row.put("min", value);
    row.put("max", value);
    return row;
  }
}
