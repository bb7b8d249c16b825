package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.PaymentsCase.Round;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Says in a table, and in a sentence for each case, where the time of a request goes. */
final class CostTable {
  /** Above this share of busy processors a request waits for a processor more than for a disk. */
  private static final double SATURATED = 0.9;

  private final List<Column> columns = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /** A column; those of cases that ask as fast as they are answered get a sentence. */
  private record Column(
      String title, PaymentsCase of, Function<Round, Costs> costs, boolean isExplained) {
    double median(ToDoubleFunction<Costs> figure) {
      return of.median(round -> figure.applyAsDouble(costs.apply(round)));
    }

    Map<String, Double> medians(Function<Costs, Map<String, Double>> part) {
      return of.medians(round -> part.apply(costs.apply(round)));
    }
  }

  /** A case with what it cost until it was answered, and until all that follows was done. */
  CostTable with(PaymentsCase of) {
    columns.add(new Column(of.label(), of, Round::answered, true));
    columns.add(new Column("until all is done", of, Round::settled, false));
    return this;
  }

  /** A case that asks at a fixed rate. */
  CostTable withRated(PaymentsCase of) {
    columns.add(new Column(of.label(), of, Round::answered, false));
    return this;
  }

  List<String> lines(int connections) {
    lines.add("Where the time of a request goes (medians of the rounds)");
    line("CPU micros", columns.stream().map(Column::title).toList());
    rows(Costs::cpuMicros, "%.0f", true);
    row("= platform", Costs::platformMicros, "%.0f");
    row("load generator", Costs::generatorMicros, "%.0f");
    row("elsewhere", Costs::elsewhereMicros, "%.0f");
    row("processors busy %", costs -> costs.busyShare() * 100, "%.0f");
    lines.add("  Database, per request");
    rows(Costs::database, "%.2f", false);
    for (Column column : columns) {
      if (column.isExplained()) {
        lines.add(sentence(column, connections));
      }
    }
    return List.copyOf(lines);
  }

  private void rows(
      Function<Costs, Map<String, Double>> part, String format, boolean dearestFirst) {
    List<Map<String, Double>> cells = columns.stream().map(column -> column.medians(part)).toList();
    Map<String, Double> all = new TreeMap<>();
    cells.forEach(cell -> cell.forEach((name, value) -> all.merge(name, value, Double::sum)));
    Comparator<String> order =
        dearestFirst
            ? Comparator.comparing((String name) -> all.getOrDefault(name, 0.0)).reversed()
            : Comparator.naturalOrder();
    all.keySet().stream()
        .sorted(order)
        .forEach(
            name ->
                line(
                    name,
                    cells.stream()
                        .map(cell -> format(format, cell.getOrDefault(name, 0.0)))
                        .toList()));
  }

  private void row(String name, ToDoubleFunction<Costs> figure, String format) {
    line(name, columns.stream().map(column -> format(format, column.median(figure))).toList());
  }

  private void line(String name, List<String> cells) {
    StringBuilder line = new StringBuilder("  %-24s".formatted(name));
    cells.forEach(cell -> line.append(" %20s".formatted(cell)));
    lines.add(line.toString());
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String sentence(Column column, int connections) {
    double perSecond = column.of().median(round -> round.load().perSecond());
    double busy = column.median(Costs::busyShare);
    double fsyncs = column.median(costs -> costs.database().getOrDefault("fsyncs", 0.0));
    String limit =
        busy >= SATURATED
            ? "it waits for a processor, and what costs CPU is what limits"
            : "it waits for more than a processor: locks, the network between processes, the disk";
    return String.format(
        Locale.ROOT,
        "  %s: with %d at once a request takes %.2f ms, of which %.2f ms are CPU of the platform; processors are %.0f%% busy and the database flushes to its disk %.0f times a second: %s.",
        column.title(),
        connections,
        connections * 1000 / perSecond,
        column.median(Costs::platformMicros) / 1000,
        busy * 100,
        fsyncs * perSecond,
        limit);
  }
}
