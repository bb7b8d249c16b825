package com.zhaoli.pay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** The sweeps and what measures them. */
class ScheduledWorkIT extends RunningWithBroker {
  @Autowired private ThreadPoolTaskScheduler scheduler;
  @Autowired private List<ScheduledTaskHolder> holders;

  @Test
  void noScheduledWorkWaitsForAnother() {
    List<ScheduledTask> tasks =
        holders.stream().flatMap(holder -> holder.getScheduledTasks().stream()).toList();
    assertThat(tasks).as("the sweeper among them").hasSizeGreaterThan(10);
    assertThat(scheduler.getScheduledThreadPoolExecutor().getCorePoolSize())
        .as("each of these may take its time: %s", tasks)
        .isGreaterThanOrEqualTo(tasks.size());
  }
}
