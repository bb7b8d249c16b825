package com.zhaoli.pay.sandbox.job;

import com.xxl.job.core.context.XxlJobHelper;
import com.xxl.job.core.executor.impl.XxlJobSimpleExecutor;
import com.xxl.job.core.handler.annotation.XxlJob;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * An executor of xxl-job-core as a process of its own: its classes hold one executor for each JVM.
 */
public final class Executor {
  private Executor() {}

  /** Arguments: address of the admin, access token, port, directory for logs. */
  public static void main(String[] args) throws Exception {
    XxlJobSimpleExecutor executor = new XxlJobSimpleExecutor();
    executor.setAdminAddresses(args[0]);
    executor.setAccessToken(args[1]);
    executor.setAppname("zhaoli-pay-job-executor");
    executor.setIp("127.0.0.1");
    executor.setPort(Integer.parseInt(args[2]));
    executor.setLogPath(Path.of(args[3]).toString());
    executor.setLogRetentionDays(3);
    executor.setXxlJobBeanList(List.of(new Handlers()));
    executor.start();
    Runtime.getRuntime().addShutdownHook(new Thread(executor::destroy));
    new CountDownLatch(1).await();
  }

  /** The handlers that the tests trigger. */
  public static final class Handlers {
    @XxlJob("shard")
    public void shard() {
      XxlJobHelper.handleSuccess(
          XxlJobHelper.getJobParam()
              + " "
              + XxlJobHelper.getShardIndex()
              + "/"
              + XxlJobHelper.getShardTotal());
    }

    @XxlJob("failing")
    public void failing() {
      throw new IllegalStateException("as planned");
    }
  }
}
