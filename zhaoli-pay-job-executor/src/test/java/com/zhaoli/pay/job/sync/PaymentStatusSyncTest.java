package com.zhaoli.pay.job.sync;

import static com.zhaoli.pay.job.sync.PaymentStatusSync.MAX_STEPS;
import static com.zhaoli.pay.job.sync.PaymentStatusSync.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.client.payment.SyncBatchRequest;
import com.zhaoli.pay.common.client.payment.SyncBatchResult;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobRun;
import feign.FeignException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentStatusSyncTest {
  private static final SyncBatchResult NONE = result(0, 0, 0);

  private final List<SyncBatchRequest> asked = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  @Test
  void stepsThroughItsShardUntilNothingIsLeft() throws Exception {
    String verdict =
        sync(inTurn(result(STEP, 7, 0), result(4, 1, 0), result(STEP, 7, 0), NONE))
            .run(shard(1, 4));

    assertThat(asked).hasSize(4).containsOnly(new SyncBatchRequest(1, 4, STEP));
    assertThat(verdict)
        .isEqualTo("examined " + (2 * STEP + 4) + ", changed 15, no clear answer 0; none is left.");
    assertThat(log).hasSize(5).first().isEqualTo("Shard 1 of 4.");
  }

  @Test
  void paymentsWithoutAClearAnswerMakeItAFailure() {
    assertThatThrownBy(() -> sync(inTurn(result(10, 8, 2), NONE)).run(shard(0, 1)))
        .isInstanceOf(JobFailedException.class)
        .hasMessage("examined 10, changed 8, no clear answer 2, which stay due; none is left.");
  }

  @Test
  void goesNoFurtherWhenTheChannelsAnswerNothing() {
    assertThatThrownBy(() -> sync(step -> result(STEP, 0, STEP)).run(shard(0, 1)))
        .isInstanceOf(JobFailedException.class)
        .hasMessageStartingWith("The channels answer nothing");
    assertThat(asked).hasSize(1);
  }

  @Test
  void endsAfterItsStepsWhateverIsLeft() throws Exception {
    String verdict = sync(step -> result(STEP, 1, 0)).run(shard(0, 1));

    assertThat(asked).hasSize(MAX_STEPS);
    assertThat(verdict).endsWith("more is left for the next run.");
  }

  @Test
  void aFailedCallIsReportedWithWhatWasDoneBefore() {
    assertThatThrownBy(
            () ->
                sync(step -> {
                      if (step == 2) {
                        throw new FeignException.ServiceUnavailable(
                            "no instance", request(), null, null);
                      }
                      return result(STEP, 3, 0);
                    })
                    .run(shard(0, 1)))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContainingAll("no instance", "examined " + STEP + ", changed 3");
  }

  @Test
  void stopsBetweenStepsWhenTheAdminKillsIt() {
    assertThatThrownBy(
            () ->
                sync(step -> {
                      Thread.currentThread().interrupt();
                      return result(STEP, 1, 0);
                    })
                    .run(shard(0, 1)))
        .isInstanceOf(InterruptedException.class);
    assertThat(asked).hasSize(1);
  }

  @Test
  void refusesAParameterRatherThanIgnoreIt() {
    assertThatThrownBy(
            () -> sync(step -> result(0, 0, 0)).run(new JobRun(0, 1, "limit=5", log::add)))
        .isInstanceOf(JobFailedException.class);
    assertThat(asked).isEmpty();
  }

  private PaymentStatusSync sync(IntFunction<SyncBatchResult> answers) {
    return new PaymentStatusSync(
        request -> {
          asked.add(request);
          return answers.apply(asked.size());
        });
  }

  private static IntFunction<SyncBatchResult> inTurn(SyncBatchResult... results) {
    return step -> results[step - 1];
  }

  private JobRun shard(int index, int total) {
    return new JobRun(index, total, "", log::add);
  }

  private static SyncBatchResult result(int examined, int changed, int failed) {
    return new SyncBatchResult(examined, changed, failed);
  }

  private static feign.Request request() {
    return feign.Request.create(
        feign.Request.HttpMethod.POST, "http://payment", java.util.Map.of(), null, null, null);
  }
}
