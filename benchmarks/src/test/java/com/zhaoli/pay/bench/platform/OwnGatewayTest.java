package com.zhaoli.pay.bench.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.bench.failure.BenchFailure;
import com.zhaoli.pay.signing.SignType;
import com.zhaoli.pay.signing.SigningKey;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnGatewayTest {
  private static final Path CLASSES = Path.of("/run/classes");

  @TempDir Path runDir;

  @Test
  void itRunsWithThePlatformsJarAndOptionsButNotItsArchiveOfClasses() {
    List<String> first =
        List.of(
            "/opt/java/bin/java",
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=/run/apps/gateway/classes.jsa",
            "-Djava.io.tmpdir=/run/tmp/gateway",
            "-XX:TieredStopAtLevel=4",
            "-jar",
            "/run/apps/gateway/gateway.jar");

    assertThat(OwnGateway.commandOf(first, CLASSES, List.of("-Djava.io.tmpdir=/run/tmp/second")))
        .containsExactly(
            "/opt/java/bin/java",
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=/run/tmp/gateway",
            "-XX:TieredStopAtLevel=4",
            "-Djava.io.tmpdir=/run/tmp/second",
            "-cp",
            "/run/apps/gateway/gateway.jar" + File.pathSeparator + CLASSES);
  }

  @Test
  void aGatewayThatWasStartedInAnotherWayIsNotImitated() {
    assertThatThrownBy(
            () -> OwnGateway.commandOf(List.of("java", "-cp", "x", "Main"), CLASSES, List.of()))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("./zhaoli up");
  }

  @Test
  void itsEnvironmentIsThatOfThePlatforms() {
    assertThat(OwnGateway.environmentOf(List.of("A=1", "B=x=y", "", "=odd", "C=")))
        .isEqualTo(Map.of("A", "1", "B", "x=y", "C", ""));
  }

  @Test
  void withoutAGatewayOfThisRunDirectoryThereIsNoneToBeLike() throws Exception {
    Files.createDirectories(runDir.resolve("pids"));
    Platform platform = Platform.of(Map.of("ZHAOLI_RUN_DIR", runDir.toString()));
    Merchant merchant =
        new Merchant(
            "mch_1", "app_1", "key_1", SignType.HMAC_SHA256, new SigningKey("secret", "salt"));

    assertThatThrownBy(() -> OwnGateway.unchecked(platform, merchant))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("there is none");
    assertThat(runDir.resolve("pids")).isEmptyDirectory();
  }
}
