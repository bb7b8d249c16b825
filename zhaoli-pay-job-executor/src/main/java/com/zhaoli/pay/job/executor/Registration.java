package com.zhaoli.pay.job.executor;

import com.xxl.job.core.constant.RegistType;
import com.xxl.job.core.openapi.AdminBiz;
import com.xxl.job.core.openapi.model.RegistryRequest;
import com.xxl.tool.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the admin again and again that this executor lives. Without an admin it keeps trying, and
 * logs when that begins and when it ends, not at each try.
 */
final class Registration implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Registration.class);

  private final List<AdminBiz> admins;
  private final RegistryRequest self;
  private final ScheduledExecutorService heartbeat =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "xxl-job-registration");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable String problem = "not registered yet";

  Registration(List<AdminBiz> admins, String appName, String address, Duration interval) {
    this.admins = admins;
    this.self = new RegistryRequest(RegistType.EXECUTOR.name(), appName, address);
    var unused =
        heartbeat.scheduleWithFixedDelay(
            this::register, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Why the admin does not know this executor now, or null when it does. */
  @Nullable String problem() {
    return problem;
  }

  /** Signs off, so that the admin sends no trigger to a process that is going. */
  @Override
  public void close() {
    heartbeat.shutdownNow();
    if (problem == null) {
      String refusal = tell(admin -> admin.registryRemove(self));
      if (refusal != null) {
        log.info("Could not sign off at the XXL-JOB admin: {}", refusal);
      }
    }
  }

  private void register() {
    String before = problem;
    String now = tell(admin -> admin.registry(self));
    problem = now;
    if (now == null && before != null) {
      log.info("Registered at the XXL-JOB admin as {}", self.getRegistryValue());
    } else if (now != null && !now.equals(before)) {
      log.warn("Not registered at the XXL-JOB admin, trying again and again: {}", now);
    }
  }

  /** One admin of the cluster is enough. Returns the last problem when none took it. */
  private @Nullable String tell(Function<AdminBiz, Response<String>> call) {
    String refusal = "no admin is configured";
    for (AdminBiz admin : admins) {
      try {
        Response<String> answer = call.apply(admin);
        if (answer != null && answer.isSuccess()) {
          return null;
        }
        refusal = answer == null ? "empty answer" : "it refused: " + answer.getMsg();
      } catch (RuntimeException e) {
        refusal = "it cannot be reached: " + rootMessage(e);
      }
    }
    return refusal;
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + " " + root.getMessage();
  }
}
