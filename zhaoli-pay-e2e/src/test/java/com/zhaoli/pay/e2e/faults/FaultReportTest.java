package com.zhaoli.pay.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FaultReportTest {

  @Test
  void tellsOfAllSeedsTogetherAndOfEach(@TempDir Path runDirectory) throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    List<FaultResult> results =
        List.of(
            new FaultResult(1, 300, 200, 150, 400, 2, 3, 0, 200),
            new FaultResult(2, 298, 190, 160, 390, 3, 2, 1, 210));

    Path written = new FaultReport(clock).write(runDirectory, results);

    assertThat(written).isEqualTo(runDirectory.resolve("bench/faults.json"));
    JsonNode report = JsonMapper.shared().readTree(Files.readString(written));
    assertThat(report.path("name").asString()).isEqualTo("faults");
    assertThat(row(report, "seeds").path("median").asLong()).isEqualTo(2);
    assertThat(row(report, "payments").path("min").asLong()).isEqualTo(298);
    assertThat(row(report, "violations").path("max").asLong()).isEqualTo(1);
    assertThat(row(report, "seconds").path("unit").asString()).isEqualTo("s");
    assertThat(report.path("seeds").get(1).path("seed").asLong()).isEqualTo(2);
  }

  private static JsonNode row(JsonNode report, String label) {
    for (JsonNode row : report.path("rows")) {
      if (row.path("case").asString().equals(label)) {
        return row;
      }
    }
    throw new AssertionError("no row " + label + " in " + report);
  }
}
