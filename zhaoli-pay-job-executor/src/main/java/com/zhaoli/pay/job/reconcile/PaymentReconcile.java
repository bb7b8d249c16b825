package com.zhaoli.pay.job.reconcile;

import com.zhaoli.pay.common.client.payment.ReconcileInternalApi;
import com.zhaoli.pay.common.client.payment.ReconcileRequest;
import com.zhaoli.pay.common.client.payment.ReconcileResult;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.executor.JobRun;
import feign.FeignException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has payment-service compare a day with the channels' bills: yesterday, or the day that the
 * parameter names. It only begins the work, and does no harm when a day is begun twice.
 * payment-service does the same by itself every day; this is for operators and for another hour.
 */
@Component
class PaymentReconcile implements JobHandler {
  private final ReconcileInternalApi payments;

  PaymentReconcile(ReconcileInternalApi payments) {
    this.payments = payments;
  }

  @Override
  public String name() {
    return "paymentReconcile";
  }

  @Override
  public String run(JobRun run) {
    if (run.shardIndex() > 0) {
      return "The first shard does it.";
    }
    ReconcileResult result = begin(day(run.parameter().strip()));
    return "%s: %d accounts, %d of them compared before."
        .formatted(result.day(), result.runs(), result.done());
  }

  private static @Nullable LocalDate day(String parameter) {
    if (parameter.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(parameter);
    } catch (DateTimeParseException e) {
      throw new JobFailedException(
          "paymentReconcile takes a day such as 2026-01-31, or no parameter.", e);
    }
  }

  private ReconcileResult begin(@Nullable LocalDate day) {
    try {
      return payments.reconcile(new ReconcileRequest(day));
    } catch (FeignException e) {
      throw new JobFailedException("payment-service did not begin: " + e.getMessage(), e);
    }
  }
}
