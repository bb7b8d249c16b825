package com.zhaoli.pay.job.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.client.payment.ReconcileInternalApi;
import com.zhaoli.pay.common.client.payment.ReconcileRequest;
import com.zhaoli.pay.common.client.payment.ReconcileResult;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobRun;
import feign.FeignException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaymentReconcileTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

  private final List<ReconcileRequest> asked = new ArrayList<>();
  private final PaymentReconcile job =
      new PaymentReconcile(
          request -> {
            asked.add(request);
            return new ReconcileResult(DAY, 3, 1);
          });

  @Test
  void beginsYesterdayWithoutAParameter() {
    assertThat(job.run(run(0, 1, " ")))
        .isEqualTo("2026-01-31: 3 accounts, 1 of them compared before.");
    assertThat(asked).containsExactly(new ReconcileRequest(null));
  }

  @Test
  void beginsTheDayOfItsParameter() {
    job.run(run(0, 2, "2026-01-31"));
    assertThat(asked).containsExactly(new ReconcileRequest(DAY));
  }

  @Test
  void onlyTheFirstShardBeginsIt() {
    job.run(run(1, 2, ""));
    assertThat(asked).isEmpty();
  }

  @Test
  void refusesWhatIsNoDay() {
    assertThatThrownBy(() -> job.run(run(0, 1, "yesterday")))
        .isInstanceOf(JobFailedException.class);
    assertThat(asked).isEmpty();
  }

  @Test
  void aFailedCallIsReported() {
    ReconcileInternalApi away =
        request -> {
          throw new FeignException.ServiceUnavailable("no instance", request(), null, null);
        };
    assertThatThrownBy(() -> new PaymentReconcile(away).run(run(0, 1, "")))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("no instance");
  }

  private static JobRun run(int index, int total, String parameter) {
    return new JobRun(index, total, Instant.EPOCH, parameter, line -> {});
  }

  private static feign.Request request() {
    return feign.Request.create(
        feign.Request.HttpMethod.POST, "http://payment", Map.of(), null, null, null);
  }
}
