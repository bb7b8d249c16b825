package com.zhaoli.pay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchMainTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  /** Long enough to run each case once; its figures mean nothing. */
  private static final Effort SHORTEST = new Effort(1, 10, 20);

  @TempDir Path runDir;

  @ParameterizedTest
  @CsvSource({"signing, 5, hmacToMd5Verify", "codec, 6, decodePerMember100To1"})
  void aBenchLeavesItsFiguresAndWhatItRanOn(String name, int cases, String ratio) throws Exception {
    int status = BenchMain.run(runDir, BenchMain.all(SHORTEST, CLOCK), name);

    assertThat(status).isZero();
    JsonNode report = new JsonMapper().readTree(runDir.resolve("bench/" + name + ".json").toFile());
    assertThat(report.get("name").asString()).isEqualTo(name);
    assertThat(report.get("rows")).hasSize(cases);
    report
        .get("rows")
        .forEach(
            row -> {
              assertThat(row.propertyNames())
                  .containsExactlyInAnyOrder("case", "unit", "median", "min", "max");
              assertThat(row.get("min").asDouble()).isPositive();
              assertThat(row.get("median").asDouble())
                  .isBetween(row.get("min").asDouble(), row.get("max").asDouble());
            });
    assertThat(report.get("ratios").get(ratio).asDouble()).isPositive();
    assertThat(report.get("ranOn").get("startedAt").asString()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(report.get("ranOn").get("cpus").asInt()).isPositive();
    try (var files = Files.list(runDir.resolve("bench"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void anUnknownNameEndsWithStatusTwoAndLeavesNothing() throws Exception {
    List<Bench> benches = BenchMain.all(SHORTEST, CLOCK);

    assertThat(BenchMain.run(runDir, benches, "nothing")).isEqualTo(2);
    assertThat(BenchMain.run(runDir, benches)).isEqualTo(2);
    assertThat(runDir).isEmptyDirectory();
  }

  @Test
  void aRowIsTheMedianOfItsRounds() {
    assertThat(BenchReport.Row.of("odd", "ms", List.of(9.0, 1.0, 2.0)))
        .isEqualTo(new BenchReport.Row("odd", "ms", 2.0, 1.0, 9.0, null, null, null));
    assertThat(BenchReport.Row.of("even", "ms", List.of(4.0, 1.0, 2.0, 9.0)).median())
        .isCloseTo(3.0, within(1e-9));
  }
}
