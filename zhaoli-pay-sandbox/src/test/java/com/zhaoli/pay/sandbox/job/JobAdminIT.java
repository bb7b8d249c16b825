package com.zhaoli.pay.sandbox.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zhaoli.pay.sandbox.support.RunningSandbox;
import com.zhaoli.pay.testing.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Executors of xxl-job-core against the running sandbox. */
class JobAdminIT extends RunningSandbox {
  @TempDir Path logs;
  private final List<Process> executors = new ArrayList<>();

  @AfterEach
  void stopExecutors() throws Exception {
    for (Process executor : executors) {
      executor.destroy();
      executor.waitFor();
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> registered() == 0);
  }

  @Test
  void aJobRunsOnOneExecutorOrOnAllWithAShardEach() throws Exception {
    Answer none = post("/sandbox/v1/jobs/shard/trigger", Map.of());
    assertThat(none.status()).isEqualTo(409);
    assertThat(none.json().at("/details/executor").asString()).contains("zhaoli-pay-job-executor");

    start();
    start();
    await().atMost(Duration.ofSeconds(60)).until(() -> registered() == 2);

    JsonNode all =
        control("/jobs/shard/trigger", Map.of("param", "p", "broadcast", true)).get("results");
    assertThat(all).hasSize(2);
    for (int index = 0; index < 2; index++) {
      JsonNode shard = all.get(index);
      assertThat(shard.get("code").asInt()).as(shard.toString()).isEqualTo(200);
      assertThat(shard.get("index").asInt()).isEqualTo(index);
      assertThat(shard.get("message").asString()).isEqualTo("p " + index + "/2");
    }
    assertThat(all.get(0).get("executor")).isNotEqualTo(all.get(1).get("executor"));

    JsonNode first = control("/jobs/shard/trigger", Map.of("param", "q")).get("results");
    JsonNode second = control("/jobs/shard/trigger", Map.of("param", "q")).get("results");
    assertThat(first).hasSize(1);
    assertThat(first.get(0).get("message").asString()).isEqualTo("q 0/1");
    assertThat(first.get(0).get("executor")).isNotEqualTo(second.get(0).get("executor"));

    JsonNode failed = control("/jobs/failing/trigger", Map.of()).get("results").get(0);
    assertThat(failed.get("code").asInt()).isEqualTo(500);
    assertThat(failed.get("message").asString()).contains("as planned");

    Answer unknown = post("/sandbox/v1/jobs/nosuch/trigger", Map.of("broadcast", true));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().get("code").asString()).isEqualTo("SANDBOX_NOT_FOUND");
  }

  @Test
  void anExecutorWithoutTheTokenIsNotTaken() {
    Answer answer =
        post(
            "/xxl-job-admin/api/registry",
            Map.of(
                "registryGroup", "EXECUTOR",
                "registryKey", "zhaoli-pay-job-executor",
                "registryValue", "http://127.0.0.1:1/"));
    assertThat(answer.json().get("code").asInt()).isEqualTo(500);
    assertThat(registered()).isZero();
  }

  private int registered() {
    return get("/sandbox/v1/jobs/executors").json().get("executors").size();
  }

  private void start() throws IOException {
    executors.add(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Executor.class.getName(),
                url() + "/xxl-job-admin",
                "zhaoli-dev",
                Integer.toString(FreePorts.next()),
                logs.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start());
  }
}
