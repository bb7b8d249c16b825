package com.zhaoli.pay.e2e.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The result of all seeds as a bench leaves it (design, "Commands"). */
final class FaultReport {
  private final Clock clock;

  FaultReport(Clock clock) {
    this.clock = clock;
  }

  /** Writes it so that a reader never meets half a file; where it is. */
  Path write(Path runDirectory, List<FaultResult> results) throws IOException {
    Path directory = runDirectory.resolve("bench");
    Files.createDirectories(directory);
    Path target = directory.resolve("faults.json");
    Path part = directory.resolve("faults.json.part");
    JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.write(part, json.writeValueAsBytes(report(results)));
    return Files.move(
        part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  Map<String, Object> report(List<FaultResult> results) {
    List<Map<String, Object>> rows = new ArrayList<>();
    rows.add(row("seeds", "count", List.of((long) results.size())));
    rows.add(row("payments", "count", of(results, FaultResult::payments)));
    rows.add(row("paid orders", "count", of(results, FaultResult::paid)));
    rows.add(row("refunds", "count", of(results, FaultResult::refunds)));
    rows.add(row("events", "count", of(results, FaultResult::events)));
    rows.add(row("kills", "count", of(results, FaultResult::kills)));
    rows.add(row("stops", "count", of(results, FaultResult::stops)));
    rows.add(row("violations", "count", of(results, FaultResult::violations)));
    rows.add(row("seconds", "s", of(results, FaultResult::seconds)));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("name", "faults");
    report.put(
        "ranOn",
        Map.of(
            "endedAt", clock.instant().toString(),
            "jvm", String.valueOf(System.getProperty("java.runtime.version")),
            "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
            "cpus", Runtime.getRuntime().availableProcessors()));
    report.put("rows", rows);
    report.put("ratios", Map.of());
    report.put("seeds", results);
    return report;
  }

  private static List<Long> of(List<FaultResult> results, ToLongFunction<FaultResult> value) {
    return results.stream().map(value::applyAsLong).toList();
  }

  private static Map<String, Object> row(String label, String unit, List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", label);
    row.put("unit", unit);
    row.put("median", sorted.get((sorted.size() - 1) / 2));
    row.put("min", sorted.get(0));
    row.put("max", sorted.get(sorted.size() - 1));
    return row;
  }
}
