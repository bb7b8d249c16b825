package com.zhaoli.pay.notify.dispatch;

import com.zhaoli.pay.common.trace.Traces;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.MDC;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The executor of dispatch mode async (requirement R4). */
@Configuration(proxyBeanMethods = false)
class AsyncConfiguration {
  private static final int STOP_LIMIT_SECONDS = 18;

  /**
   * Twice the cores, since its work is waiting; a bounded queue; what finds no room is refused and
   * left to the poller, and the caller is told. Stopping finishes what is begun and queued.
   */
  @Bean
  @DependsOn("deliveryLanes")
  ThreadPoolTaskExecutor notifyExecutor(NotifyProperties properties, Traces traces) {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    int threads = Runtime.getRuntime().availableProcessors() * 2;
    executor.setCorePoolSize(threads);
    executor.setMaxPoolSize(threads);
    executor.setQueueCapacity(properties.asyncQueueCapacity());
    executor.setAllowCoreThreadTimeOut(true);
    executor.setThreadNamePrefix("notify-async-");
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
    executor.setTaskDecorator(withCallersContext(traces));
    executor.setWaitForTasksToCompleteOnShutdown(true);
    executor.setAwaitTerminationSeconds(STOP_LIMIT_SECONDS);
    return executor;
  }

  /** The request's trace, and its id in the log lines of what the request set going. */
  private static TaskDecorator withCallersContext(Traces traces) {
    return task -> {
      Map<String, String> context = MDC.getCopyOfContextMap();
      Runnable traced = traces.carried(task);
      return () -> {
        if (context != null) {
          MDC.setContextMap(context);
        }
        try {
          traced.run();
        } finally {
          MDC.clear();
        }
      };
    };
  }
}
