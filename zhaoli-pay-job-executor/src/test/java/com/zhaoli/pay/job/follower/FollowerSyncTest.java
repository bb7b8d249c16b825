package com.zhaoli.pay.job.follower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.client.wechat.FollowerInternalApi;
import com.zhaoli.pay.common.client.wechat.FollowerSyncRequest;
import com.zhaoli.pay.common.client.wechat.FollowerSyncResult;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobRun;
import feign.FeignException;
import feign.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowerSyncTest {
  private final List<FollowerSyncRequest> asked = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final FollowerSync job =
      new FollowerSync(
          request -> {
            asked.add(request);
            return new FollowerSyncResult(
                List.of(
                    new FollowerSyncResult.Run("fls_1", "wx1", true),
                    new FollowerSyncResult.Run("fls_2", "wx2", false)));
          });

  @Test
  void everyAccountIsBegunWithoutAParameter() {
    assertThat(job.run(run(0, 1, " "))).isEqualTo("1 begun, 1 under way before.");
    assertThat(asked).containsExactly(new FollowerSyncRequest(null));
    assertThat(log).containsExactly("fls_1 of wx1 is begun.", "fls_2 of wx2 was under way.");
  }

  @Test
  void theAccountOfTheParameterIsBegun() {
    job.run(run(0, 2, "wx1"));
    assertThat(asked).containsExactly(new FollowerSyncRequest("wx1"));
  }

  @Test
  void onlyTheFirstShardBeginsIt() {
    job.run(run(1, 2, ""));
    assertThat(asked).isEmpty();
  }

  @Test
  void aFailedCallIsReported() {
    FollowerInternalApi away =
        request -> {
          throw new FeignException.ServiceUnavailable("no instance", request(), null, null);
        };
    assertThatThrownBy(() -> new FollowerSync(away).run(run(0, 1, "")))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("no instance");
  }

  private JobRun run(int index, int total, String parameter) {
    return new JobRun(index, total, Instant.EPOCH, parameter, log::add);
  }

  private static Request request() {
    return Request.create(Request.HttpMethod.POST, "http://wechat", Map.of(), null, null, null);
  }
}
