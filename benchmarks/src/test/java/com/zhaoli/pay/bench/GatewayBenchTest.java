package com.zhaoli.pay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.bench.GatewayCase.Task;
import com.zhaoli.pay.bench.GatewayCase.Way;
import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.bench.load.LoadResults;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayBenchTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir Path runDir;

  @Test
  void withoutAPlatformItEndsWithASentenceAndStatusOne() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    GatewayBench bench =
        new GatewayBench(
            CLOCK,
            Map.of(
                "ZHAOLI_RUN_DIR", runDir.toString(),
                "ZHAOLI_GATEWAY_PORT", Integer.toString(free)));

    assertThatThrownBy(bench::run)
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("127.0.0.1:" + free)
        .hasMessageContaining("./zhaoli demo");
    assertThat(BenchMain.run(runDir, List.of(bench), "gateway")).isEqualTo(1);
    assertThat(runDir).isEmptyDirectory();
  }

  @Test
  void everyRoundHasAllCasesAndBeginsWithAnother() {
    Set<GatewayCase> first = new HashSet<>();
    for (int round = 1; round <= GatewayEffort.FULL.rounds(); round++) {
      List<GatewayCase> order = GatewayCase.inOrderOf(round);

      assertThat(order).hasSize(12).containsExactlyInAnyOrderElementsOf(GatewayCase.all());
      first.add(order.get(0));
    }
    assertThat(first).hasSize(GatewayEffort.FULL.rounds());
  }

  @Test
  void theCheckComesFirstInOneRoundAndLastInTheNext() {
    GatewayCase checked = new GatewayCase(Task.CREATION, Way.CHECKED, 16);
    GatewayCase unchecked = new GatewayCase(Task.CREATION, Way.UNCHECKED, 16);

    assertThat(GatewayCase.inOrderOf(2)).containsSubsequence(checked, unchecked);
    assertThat(GatewayCase.inOrderOf(3)).containsSubsequence(unchecked, checked);
  }

  @Test
  void theCheckCostsWhatItCostsAtTheWorseNumberOfConnections() {
    GatewayResults results = results(900, 800);

    assertThat(results.ratios())
        .containsEntry("paymentCreationCheckCost16", 1 - 900 / 1000.0)
        .containsEntry("paymentCreationCheckCost64", 1 - 800 / 1000.0)
        .containsEntry("paymentCreationCheckCost", 1 - 800 / 1000.0)
        .containsEntry("emptyRouteCheckCost16", 0.5)
        .containsEntry("emptyRouteCheckCost64", 0.5);
    assertThat(results.verdict()).isEqualTo("at most 0.15: NOT held (0.200)");
    assertThat(results(900, 860).verdict()).isEqualTo("at most 0.15: held (0.140)");
  }

  @Test
  void theTableShowsTheGatewayThatWasAskedAndTheOtherOneAmongTheRest() {
    List<String> table = results(900, 900).table();

    assertThat(table).hasSize(2 + 12);
    assertThat(table.get(2)).containsSubsequence("create payment with the check, 16", "900", "70");
    assertThat(columns(table.get(2)))
        .containsExactly("900", "70", "100", "0", "10", "0", "3", "183", "40", "50");
    assertThat(columns(table.get(3)))
        .containsExactly("1000", "3", "100", "0", "10", "0", "70", "183", "40", "50");
    assertThat(columns(table.get(4)))
        .containsExactly("2000", "0", "100", "0", "10", "0", "73", "183", "40", "50");
  }

  @Test
  void theReportTellsThroughputAndProcessorTimeOfEachProcess() {
    List<String> labels = results(900, 900).rows().stream().map(BenchReport.Row::label).toList();

    assertThat(labels)
        .contains(
            "create payment with the check, 16",
            "create payment with the check, 16 CPU gateway-checked",
            "empty route direct to the service, 64 CPU redis",
            "empty route direct to the service, 64 CPU load generator")
        .doesNotHaveDuplicates();
  }

  /** Creations a second with the check, of 1,000 without it. */
  private static GatewayResults results(int checked16, int checked64) {
    GatewayResults results = new GatewayResults();
    for (GatewayCase of : GatewayCase.all()) {
      int perSecond =
          switch (of.way()) {
            case CHECKED -> {
              int creations = of.connections() == 16 ? checked16 : checked64;
              yield of.task() == Task.CREATION ? creations : 500;
            }
            case UNCHECKED -> 1_000;
            case DIRECT -> 2_000;
          };
      Costs costs =
          new Costs(
              Map.of(
                  "gateway-checked",
                  70.0,
                  "gateway-unchecked",
                  3.0,
                  "payment-service",
                  100.0,
                  "redis",
                  10.0,
                  "mariadb",
                  0.0),
              40,
              5,
              0.5,
              Map.of());
      results.add(of, new GatewayRounds.Round(LoadResults.ofOneSecond(perSecond), costs));
    }
    return results;
  }

  private static List<String> columns(String line) {
    return List.of(line.substring(line.lastIndexOf(',') + 1).strip().split(" +", -1)).stream()
        .skip(1)
        .toList();
  }
}
