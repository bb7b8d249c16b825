package com.zhaoli.pay.job.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.xxl.job.core.context.XxlJobContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlerBridgeTest {
  private static final Instant TRIGGERED = Instant.parse("2026-01-31T01:02:03.004Z");

  private final List<JobRun> runs = new ArrayList<>();

  private final JobHandler handler =
      new JobHandler() {
        @Override
        public String name() {
          return "anyJob";
        }

        @Override
        public String run(JobRun run) {
          runs.add(run);
          return "done";
        }
      };

  @AfterEach
  void forget() {
    XxlJobContext.setXxlJobContext(null);
  }

  @Test
  void aHandlerIsToldItsShardAndTheTimeOfTheTrigger() {
    trigger(1, 2);

    assertThat(runs)
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.shardIndex()).isOne();
              assertThat(run.shardTotal()).isEqualTo(2);
              assertThat(run.triggeredAt()).isEqualTo(TRIGGERED);
              assertThat(run.parameter()).isEqualTo("threads=8");
            });
    assertThat(XxlJobContext.getXxlJobContext().getHandleMsg()).isEqualTo("done");
  }

  private void trigger(int index, int total) {
    XxlJobContext.setXxlJobContext(
        new XxlJobContext(1, "threads=8", 2, TRIGGERED.toEpochMilli(), "2.log", index, total));
    new HandlerBridge(handler).execute();
  }
}
