package com.zhaoli.pay.job.executor;

import com.xxl.job.core.glue.GlueTypeEnum;
import com.xxl.job.core.openapi.ExecutorBiz;
import com.xxl.job.core.openapi.impl.ExecutorBizImpl;
import com.xxl.job.core.openapi.model.IdleBeatRequest;
import com.xxl.job.core.openapi.model.KillRequest;
import com.xxl.job.core.openapi.model.LogRequest;
import com.xxl.job.core.openapi.model.LogResult;
import com.xxl.job.core.openapi.model.TriggerRequest;
import com.xxl.tool.response.Response;

/**
 * Runs our own handlers and nothing else. XXL-JOB would also run shell, Groovy and other scripts
 * that come with the trigger, and so hand this process to whoever has the admin or its token.
 */
final class BeansOnly implements ExecutorBiz {
  private final ExecutorBiz executor = new ExecutorBizImpl();

  @Override
  public Response<String> run(TriggerRequest trigger) {
    if (GlueTypeEnum.match(trigger.getGlueType()) != GlueTypeEnum.BEAN) {
      return Response.ofFail("This executor runs jobs of type BEAN only.");
    }
    return executor.run(trigger);
  }

  @Override
  public Response<String> beat() {
    return executor.beat();
  }

  @Override
  public Response<String> idleBeat(IdleBeatRequest request) {
    return executor.idleBeat(request);
  }

  @Override
  public Response<String> kill(KillRequest request) {
    return executor.kill(request);
  }

  @Override
  public Response<LogResult> log(LogRequest request) {
    return executor.log(request);
  }
}
