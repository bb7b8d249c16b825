package com.zhaoli.pay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.bench.failure.BenchFailure;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WechatBenchTest {
  @TempDir Path runDir;

  @Test
  void withoutAPlatformItEndsWithASentenceAndStatusOne() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    WechatBench bench = bench(Map.of("ZHAOLI_WECHAT_MP_PORT", Integer.toString(free)));

    assertThatThrownBy(bench::run)
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("wechat-mp-service answers at 127.0.0.1:" + free)
        .hasMessageContaining("./zhaoli demo");
    assertThat(BenchMain.run(runDir, List.of(bench), "wechat")).isEqualTo(1);
    assertThat(runDir).isEmptyDirectory();
  }

  @Test
  void anEffortThatIsNotKnownEndsItBeforeAnythingIsAsked() {
    WechatBench bench = bench(Map.of("ZHAOLI_BENCH_EFFORT", "some"));

    assertThatThrownBy(bench::run)
        .isInstanceOf(BenchFailure.class)
        .hasMessage("ZHAOLI_BENCH_EFFORT is full or short, not some.");
  }

  @Test
  void aFullRunWatchesTheMemoryOverAHundredThousandMessages() {
    WechatEffort full = WechatEffort.FULL;

    assertThat(full.memorySteps() * full.batchesOfStep() * WechatMessages.BATCH).isEqualTo(100_000);
  }

  private WechatBench bench(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("ZHAOLI_RUN_DIR", runDir.toString());
    return new WechatBench(Clock.systemUTC(), environment);
  }
}
