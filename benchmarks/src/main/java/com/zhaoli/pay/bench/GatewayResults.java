package com.zhaoli.pay.bench;

import com.zhaoli.pay.bench.BenchReport.Row;
import com.zhaoli.pay.bench.GatewayCase.Task;
import com.zhaoli.pay.bench.GatewayCase.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** What all cases of the gateway benchmark brought, and what the check costs by it. */
final class GatewayResults {
  static final String CREATION_COST = "paymentCreationCheckCost";
  private static final String EMPTY_COST = "emptyRouteCheckCost";

  /** The part of the throughput of payment creation that the check may cost. */
  static final double BAR = 0.15;

  private static final List<String> SHOWN =
      List.of("payment-service", "merchant-service", "redis", "mariadb");

  private final Map<GatewayCase, GatewayRounds> cases = new LinkedHashMap<>();

  GatewayResults() {
    GatewayCase.all().forEach(of -> cases.put(of, new GatewayRounds(of)));
  }

  void add(GatewayCase of, GatewayRounds.Round round) {
    Objects.requireNonNull(cases.get(of)).add(round);
  }

  /** The last ones are what is left on a reader's screen. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    cases.values().forEach(rounds -> rows.addAll(rounds.costs()));
    cases.values().forEach(rounds -> rows.add(rounds.throughput()));
    return rows;
  }

  /** By number of connections; what counts for payment creation is the worse of them. */
  SortedMap<String, Double> ratios() {
    SortedMap<String, Double> ratios = new TreeMap<>();
    for (int connections : GatewayCase.CONNECTIONS) {
      double creation = cost(Task.CREATION, connections);
      ratios.put(CREATION_COST + connections, creation);
      ratios.merge(CREATION_COST, creation, Math::max);
      ratios.put(EMPTY_COST + connections, cost(Task.EMPTY, connections));
    }
    return ratios;
  }

  /** Whether the check is as cheap as it has to be. */
  String verdict() {
    double cost = ratios().getOrDefault(CREATION_COST, Double.NaN);
    return String.format(
        Locale.ROOT, "at most %.2f: %s (%.3f)", BAR, cost <= BAR ? "held" : "NOT held", cost);
  }

  private double cost(Task task, int connections) {
    return 1
        - perSecond(task, Way.CHECKED, connections) / perSecond(task, Way.UNCHECKED, connections);
  }

  private double perSecond(Task task, Way way, int connections) {
    return Objects.requireNonNull(cases.get(new GatewayCase(task, way, connections)))
        .median(round -> round.load().perSecond());
  }

  /** Where the processor time of a request goes. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add("CPU micros per request by process (medians of the rounds)");
    List<String> titles = new ArrayList<>(List.of("requests/s", "gateway"));
    titles.addAll(SHOWN);
    titles.addAll(List.of("others", "= platform", "load generator", "busy %"));
    lines.add(line("case, connections", titles));
    cases.values().forEach(rounds -> lines.add(line(rounds.of().label(), cells(rounds))));
    return lines;
  }

  /** The gateway is the one that the case asks; the other one is among the others. */
  private static List<String> cells(GatewayRounds rounds) {
    Map<String, Double> micros = rounds.cpuMicros();
    List<Double> figures = new ArrayList<>();
    figures.add(rounds.median(round -> round.load().perSecond()));
    figures.add(taken(micros, rounds.of().way().gateway()));
    SHOWN.forEach(name -> figures.add(taken(micros, name)));
    figures.add(micros.values().stream().mapToDouble(Double::doubleValue).sum());
    figures.add(rounds.median(round -> round.costs().platformMicros()));
    figures.add(rounds.median(round -> round.costs().generatorMicros()));
    figures.add(rounds.median(round -> round.costs().busyShare() * 100));
    return figures.stream().map(figure -> String.format(Locale.ROOT, "%.0f", figure)).toList();
  }

  private static double taken(Map<String, Double> micros, String name) {
    Double value = micros.remove(name);
    return value == null ? 0 : value;
  }

  private static String line(String title, List<String> cells) {
    StringBuilder line = new StringBuilder("  %-42s".formatted(title));
    cells.forEach(cell -> line.append(" %16s".formatted(cell)));
    return line.toString();
  }
}
