package com.zhaoli.pay.job.sync;

import com.zhaoli.pay.common.client.payment.PaymentInternalApi;
import com.zhaoli.pay.common.client.payment.SyncBatchRequest;
import com.zhaoli.pay.common.client.payment.SyncBatchResult;
import com.zhaoli.pay.job.executor.JobFailedException;
import com.zhaoli.pay.job.executor.JobHandler;
import com.zhaoli.pay.job.executor.JobRun;
import feign.FeignException;
import org.springframework.stereotype.Component;

/**
 * Has payment-service ask the channels about payments that are not final, in steps, until none of
 * its shard is left. What it does not get to stays due for the next run, and doing a step twice
 * does no harm, so a run may be cut off anywhere.
 */
@Component
class PaymentStatusSync implements JobHandler {
  static final int STEP = 50;

  /** A run ends even when payments come in faster than they are settled. */
  static final int MAX_STEPS = 200;

  private final PaymentInternalApi payments;

  PaymentStatusSync(PaymentInternalApi payments) {
    this.payments = payments;
  }

  @Override
  public String name() {
    return "paymentStatusSync";
  }

  @Override
  public String run(JobRun run) throws InterruptedException {
    if (!run.parameter().isBlank()) {
      throw new JobFailedException("paymentStatusSync takes no parameter.");
    }
    Tally tally = new Tally();
    run.log().accept("Shard " + run.shardIndex() + " of " + run.shardTotal() + ".");
    for (int step = 1; step <= MAX_STEPS; step++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped by the admin after " + tally);
      }
      SyncBatchResult result = step(run, tally);
      tally.add(result);
      run.log().accept("Step " + step + ": " + tally + ".");
      // Fewer than asked for may also mean that the step ran out of time.
      if (result.examined() == 0) {
        return tally.verdict("none is left");
      }
      if (result.failed() == result.examined()) {
        throw new JobFailedException("The channels answer nothing: " + tally + ".");
      }
    }
    return tally.verdict("more is left for the next run");
  }

  private SyncBatchResult step(JobRun run, Tally tally) {
    try {
      return payments.syncBatch(new SyncBatchRequest(run.shardIndex(), run.shardTotal(), STEP));
    } catch (FeignException e) {
      throw new JobFailedException(
          "payment-service did not do a step: " + e.getMessage() + ". Before it: " + tally + ".",
          e);
    }
  }

  private static final class Tally {
    private long examined;
    private long changed;
    private long failed;

    void add(SyncBatchResult result) {
      examined += result.examined();
      changed += result.changed();
      failed += result.failed();
    }

    /** Payments without a clear answer make the run a failure, so that somebody sees them. */
    String verdict(String rest) {
      if (failed > 0) {
        throw new JobFailedException(this + ", which stay due; " + rest + ".");
      }
      return this + "; " + rest + ".";
    }

    @Override
    public String toString() {
      return "examined " + examined + ", changed " + changed + ", no clear answer " + failed;
    }
  }
}
