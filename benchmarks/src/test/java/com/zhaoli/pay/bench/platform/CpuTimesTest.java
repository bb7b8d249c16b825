package com.zhaoli.pay.bench.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuTimesTest {
  @TempDir Path directory;

  private Path runDir = Path.of("");
  private Path proc = Path.of("");

  @BeforeEach
  void makeDirectories() throws IOException {
    runDir = directory.resolve("run");
    proc = directory.resolve("proc");
    Files.createDirectories(runDir.resolve("pids"));
    Files.createDirectories(proc);
  }

  private void process(long pid, long session, long user, long system) throws IOException {
    Path of = proc.resolve(Long.toString(pid));
    Files.createDirectories(of);
    Files.writeString(
        of.resolve("stat"),
        "%d (a (name) of) S 1 %d %d 0 -1 4194560 1 0 0 0 %d %d 0 0 20 0 1 0 9 1 1\n"
            .formatted(pid, session, session, user, system));
  }

  private void machine(long user, long idle) throws IOException {
    Files.writeString(
        proc.resolve("stat"), "cpu  %d 0 0 %d 0 0 0 0 0 0\ncpu0 1 1 1 1\n".formatted(user, idle));
  }

  @Test
  void aProcessIsCountedWithItsChildrenAndTheRestIsTheMachines() throws Exception {
    Files.writeString(runDir.resolve("pids/gateway.pid"), "100 5555 8080\n");
    Files.writeString(runDir.resolve("pids/rabbitmq.pid"), "200 5555 5672\n");
    CpuTimes cpu = new CpuTimes(runDir, proc);
    process(100, 100, 10, 5);
    process(200, 200, 1, 0);
    process(201, 200, 7, 2);
    process(300, 300, 50, 50);
    machine(200, 300);
    CpuTimes.Snapshot before = cpu.take();

    process(100, 100, 30, 15);
    process(201, 200, 8, 2);
    machine(290, 310);
    CpuTimes.Snapshot used = cpu.take().since(before);

    assertThat(before.byProcess()).containsEntry("rabbitmq", 100_000L);
    assertThat(used.byProcess()).containsEntry("gateway", 300_000L).hasSize(2);
    assertThat(used.byProcess()).containsEntry("rabbitmq", 10_000L);
    assertThat(used.platform()).isEqualTo(310_000);
    assertThat(used.busy()).isEqualTo(900_000);
    assertThat(used.busyShare()).isEqualTo(0.9);
  }

  @Test
  void ofAJvmsOptionsThoseThatChangeItsSpeedAreShown() throws Exception {
    Files.writeString(runDir.resolve("pids/gateway.pid"), "100 5555 8080\n");
    process(100, 100, 10, 5);
    Files.writeString(
        proc.resolve("100/cmdline"),
        String.join(
            "\0",
            "/opt/java/bin/java",
            "-Xmx160m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dsecret=1",
            "-jar",
            "gateway.jar",
            ""));

    CpuTimes cpu = new CpuTimes(runDir, proc);

    assertThat(cpu.jvmOptions("gateway"))
        .isEqualTo("-Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    assertThat(cpu.jvmOptions("payment-service")).isEqualTo("not started here");
  }
}
