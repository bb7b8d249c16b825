package com.zhaoli.pay.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark measured (design, "Commands").
 *
 * @param ranOn machine and JVM, without which the figures say little
 * @param ratios figures that hold better than the rows on another machine
 * @param conditions what else the figures depend on, and what was checked; may be empty
 */
record BenchReport(
    String name,
    Environment ranOn,
    List<Row> rows,
    SortedMap<String, Double> ratios,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) SortedMap<String, String> conditions) {

  /** One that depends on nothing but machine and JVM. */
  BenchReport(String name, Environment ranOn, List<Row> rows, SortedMap<String, Double> ratios) {
    this(name, ranOn, rows, ratios, new TreeMap<>());
  }

  /**
   * One case over all its rounds.
   *
   * @param label what was measured
   * @param p50Ms where single operations were timed
   * @param cpuMicros CPU time of one operation, where it was taken
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @JsonProperty("case") String label,
      String unit,
      double median,
      double min,
      double max,
      @Nullable Double p50Ms,
      @Nullable Double p99Ms,
      @Nullable Double cpuMicros) {

    /** A case of which only rounds are known. */
    static Row of(String label, String unit, List<Double> rounds) {
      List<Double> sorted = rounds.stream().sorted().toList();
      return new Row(
          label,
          unit,
          middleOf(sorted),
          sorted.get(0),
          sorted.get(sorted.size() - 1),
          null,
          null,
          null);
    }

    /** With the processor time that one of them took. */
    static Row withCpu(String label, String unit, List<Double> rounds, List<Double> cpuMicros) {
      Row plain = of(label, unit, rounds);
      return new Row(
          label,
          unit,
          plain.median(),
          plain.min(),
          plain.max(),
          null,
          null,
          BenchReport.medianOf(cpuMicros));
    }

    /** A case whose operations were timed one by one and their processor time taken. */
    static Row of(
        String label,
        String unit,
        List<Double> rounds,
        List<Double> p50Ms,
        List<Double> p99Ms,
        List<Double> cpuMicros) {
      Row plain = of(label, unit, rounds);
      return new Row(
          label,
          unit,
          plain.median,
          plain.min,
          plain.max,
          BenchReport.medianOf(p50Ms),
          BenchReport.medianOf(p99Ms),
          BenchReport.medianOf(cpuMicros));
    }
  }

  static double medianOf(List<Double> rounds) {
    return middleOf(rounds.stream().sorted().toList());
  }

  private static double middleOf(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The median of the case with this label. */
  double medianOf(String label) {
    return rows.stream()
        .filter(row -> row.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no case " + label))
        .median();
  }
}
