package com.zhaoli.pay.wechat.portal;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.wechat.account.Openids;
import com.zhaoli.pay.wechat.event.EventInbox;
import com.zhaoli.pay.wechat.event.WechatEvent;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Stores events in threads of its own, so that no push waits for the database longer than it may.
 * How many can wait is bounded: the threads that answer WeChat are never all held by it.
 */
@Component
class EventIntake implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(EventIntake.class);

  /** Below the database's connections: others need some. */
  private static final int THREADS = 8;

  private static final int QUEUE = 100;

  private final EventInbox inbox;
  private final ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();

  EventIntake(EventInbox inbox) {
    this.inbox = inbox;
    executor.setCorePoolSize(THREADS);
    executor.setMaxPoolSize(THREADS);
    executor.setQueueCapacity(QUEUE);
    executor.setThreadNamePrefix("intake-");
    executor.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
    executor.setAwaitTerminationSeconds(10);
    executor.initialize();
  }

  /**
   * Stored when this returns, now or before.
   *
   * @throws ApiException WECHAT_UNAVAILABLE when it was not stored in time; it may still be
   */
  void store(WechatEvent event, Duration within) {
    Future<Boolean> storing;
    try {
      storing = executor.submit(() -> inbox.accept(event));
    } catch (TaskRejectedException e) {
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
    try {
      boolean isNew = storing.get(within.toNanos(), TimeUnit.NANOSECONDS);
      log.info(
          "{} of {} {}",
          event.kind(),
          Openids.masked(event.openid()),
          isNew ? "is stored" : "was stored before");
    } catch (TimeoutException | ExecutionException e) {
      // One that has not begun never does; the database is left to end one that has.
      storing.cancel(false);
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(ErrorCode.WECHAT_UNAVAILABLE, e);
    }
  }

  @Override
  public void destroy() {
    executor.shutdown();
  }
}
