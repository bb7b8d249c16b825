package com.zhaoli.pay.wechat.message;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/** The threads that send what batches and the sweep have: so many at once, whoever asks. */
@Component
class MessageWorkers implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(MessageWorkers.class);

  /** Four of the largest batches; what does not fit is stored, and the sweep's. */
  private static final int QUEUE = 2_000;

  private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

  MessageWorkers(TemplateProperties properties) {
    executor.setCorePoolSize(properties.concurrency());
    executor.setMaxPoolSize(properties.concurrency());
    executor.setAllowCoreThreadTimeOut(true);
    executor.setQueueCapacity(QUEUE);
    executor.setThreadNamePrefix("message-");
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
    executor.setWaitForTasksToCompleteOnShutdown(false);
    executor.setAwaitTerminationSeconds(10);
    executor.initialize();
  }

  /**
   * Runs the tasks and waits for them; those that were begun or wait for a thread when the time is
   * over go on.
   *
   * @return whether all of them ended well
   */
  boolean run(List<Runnable> tasks, Duration limit) {
    List<CompletableFuture<Void>> running = new ArrayList<>();
    boolean all = true;
    for (Runnable task : tasks) {
      try {
        running.add(CompletableFuture.runAsync(task, executor));
      } catch (TaskRejectedException e) {
        log.info("All message threads are busy; {} messages wait", tasks.size() - running.size());
        all = false;
        break;
      }
    }
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return all;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      log.warn("A message waits for its lease to end", e.getCause());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
