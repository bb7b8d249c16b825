package com.zhaoli.pay.job.executor;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.handler.IJobHandler;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a handler in XXL-JOB's thread and reports what came of it. */
final class HandlerBridge extends IJobHandler {
  private static final Logger log = LoggerFactory.getLogger(HandlerBridge.class);

  private final JobHandler handler;

  HandlerBridge(JobHandler handler) {
    this.handler = handler;
  }

  @Override
  public void execute() {
    try {
      String result = handler.run(run());
      log.info("Job {} succeeded: {}", handler.name(), result);
      XxlJobHelper.handleSuccess(result);
    } catch (JobFailedException e) {
      log.warn("Job {} failed: {}", handler.name(), e.getMessage(), e.getCause());
      XxlJobHelper.handleFail(e.getMessage());
    } catch (InterruptedException e) {
      // The thread is XXL-JOB's, which interrupts it to end it and asks for nothing more.
      log.info("Job {} was stopped", handler.name());
      XxlJobHelper.handleFail("Stopped.");
    }
    // XXL-JOB itself reports anything else as a failure with its stack trace.
  }

  /** A job that is not broadcast comes without a shard: it is then all of the work. */
  private static JobRun run() {
    String parameter = XxlJobHelper.getJobParam();
    int total = XxlJobHelper.getShardTotal();
    boolean sharded = total > 0;
    return new JobRun(
        sharded ? XxlJobHelper.getShardIndex() : 0,
        sharded ? total : 1,
        Instant.ofEpochMilli(XxlJobHelper.getLogDateTime()),
        parameter == null ? "" : parameter,
        line -> XxlJobHelper.log("{}", line));
  }

  @Override
  public String toString() {
    return handler.name();
  }
}
