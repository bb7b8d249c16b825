package com.zhaoli.pay.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./zhaoli test}, on a copy of the script and with a Maven that only plays. */
class TestCommandTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** What the command looks for, so that it installs nothing. */
  private static final List<String> THERE =
      List.of(
          "mariadbd",
          "mariadb-install-db",
          "redis-server",
          "rabbitmq-server",
          "epmd",
          "chromium",
          "fc-list",
          "python3",
          "node",
          "curl");

  @TempDir private Path directory;

  @BeforeEach
  void aCopyOfTheScript() throws IOException {
    Files.createDirectories(directory.resolve("bin/lib"));
    Files.createDirectories(directory.resolve("path"));
    copy("zhaoli");
    try (Stream<Path> parts = Files.list(ROOT.resolve("bin/lib"))) {
      for (Path part : parts.toList()) {
        copy("bin/lib/" + part.getFileName());
      }
    }
    for (String name : THERE) {
      program(name, "echo there");
    }
  }

  @AfterEach
  void mavenEnds() throws IOException {
    if (Files.exists(directory.resolve("pid"))) {
      maven().ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void itNamesWhatPassedOnlyTheSecondTimeAndEndsAsMavenDid() throws Exception {
    program(
        "mvn",
        """
        mkdir -p module/target/surefire-reports
        cat >module/target/surefire-reports/TEST-a.xml <<REPORT
        <testcase name="aTest" classname="com.example.ATest" time="1">
          <flakyFailure message="x"/>
        </testcase>
        REPORT
        exit 7\
        """);

    Process run = run();

    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(directory.resolve("output")))
        .contains("Passed only the second time: com.example.ATest.aTest");
    assertThat(run.exitValue()).isEqualTo(7);
  }

  @Test
  void whatCannotBeSearchedForFlakyTestsFailsNoGreenRun() throws Exception {
    program("mvn", "exit 0");
    program("find", "echo 'find: Permission denied' >&2; exit 1");

    Process run = run();

    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isZero();
  }

  @Test
  void itsEndIsTheEndOfMaven() throws Exception {
    program("mvn", "echo $$ >pid.new; mv pid.new pid; exec sleep 300");
    Process run = run();
    await().until(() -> Files.exists(directory.resolve("pid")));

    run.destroy();

    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(maven()).isEmpty();
    assertThat(run.exitValue()).isEqualTo(128 + 15);
  }

  private Optional<ProcessHandle> maven() throws IOException {
    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
  }

  private Process run() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(directory.resolve("zhaoli").toString(), "test")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile());
    builder.environment().put("ZHAOLI_RUN_DIR", directory.resolve(".run").toString());
    builder.environment().merge("PATH", directory + "/path", (path, first) -> first + ":" + path);
    return builder.start();
  }

  private void program(String name, String lines) throws IOException {
    Path file = directory.resolve("path").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void copy(String name) throws IOException {
    Files.copy(ROOT.resolve(name), directory.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
  }
}
