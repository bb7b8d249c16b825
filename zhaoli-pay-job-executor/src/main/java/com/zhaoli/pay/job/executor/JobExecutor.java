package com.zhaoli.pay.job.executor;

import com.xxl.job.core.executor.XxlJobExecutor;
import com.xxl.job.core.log.XxlJobFileAppender;
import com.xxl.job.core.thread.JobLogFileCleanThread;
import com.xxl.job.core.thread.TriggerCallbackThread;
import com.xxl.tool.http.IPTool;
import com.zhaoli.pay.common.crypto.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The XXL-JOB executor of this process: takes triggers, runs handlers, reports results and keeps
 * their logs. It starts and stays up without an admin. XXL-JOB keeps its state in statics, so there
 * is one of these in a JVM, and it starts once.
 */
final class JobExecutor extends XxlJobExecutor implements SmartLifecycle {
  /** The name of this executor's group in the admin. */
  static final String APP_NAME = "zhaoli-pay-job-executor";

  private static final int ADMIN_TIMEOUT_SECONDS = 3;

  private final ExecutorProperties properties;
  private final Secret token;
  private final List<JobHandler> handlers;
  private @Nullable TriggerServer server;
  private volatile @Nullable Registration registration;

  JobExecutor(ExecutorProperties properties, Secret token, List<JobHandler> handlers) {
    this.properties = properties;
    this.token = token;
    this.handlers = List.copyOf(handlers);
  }

  /** As {@link XxlJobExecutor#start()}, with a server of our own in place of its one. */
  @Override
  public void start() {
    try {
      XxlJobFileAppender.initLogPath(Path.of(properties.logDir()).toAbsolutePath().toString());
    } catch (IOException e) {
      throw new UncheckedIOException("no log directory " + properties.logDir(), e);
    }
    connectToAdmins();
    JobLogFileCleanThread.getInstance().start(properties.logRetentionDays());
    TriggerCallbackThread.getInstance().start();
    handlers.forEach(handler -> registryJobHandler(handler.name(), new HandlerBridge(handler)));
    server = new TriggerServer(properties.bindAddress(), properties.port(), token, new BeansOnly());
    String address =
        "http://" + IPTool.toAddressString(properties.announcedHost(), properties.port()) + "/";
    registration = new Registration(getAdminBizList(), APP_NAME, address, properties.heartbeat());
  }

  /** Signs off, then lets running jobs have a few seconds before they are interrupted. */
  @Override
  public void stop() {
    Registration registered = registration;
    if (registered != null) {
      registered.close();
      registration = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
    destroy();
  }

  @Override
  public boolean isRunning() {
    return registration != null;
  }

  /** Why the admin does not know this executor now, or null when it does. */
  @Nullable String registrationProblem() {
    Registration registered = registration;
    return registered == null ? "stopped" : registered.problem();
  }

  /** XXL-JOB makes its clients in a private method only, on the way to its own server. */
  private void connectToAdmins() {
    try {
      Method init =
          XxlJobExecutor.class.getDeclaredMethod(
              "initAdminBizList", String.class, String.class, int.class);
      init.setAccessible(true);
      init.invoke(this, properties.admin(), token.value(), ADMIN_TIMEOUT_SECONDS);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("no client for " + properties.admin(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of xxl-job-core is another one", e);
    }
  }
}
