package com.zhaoli.pay.job.executor;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Up while triggers are taken. An admin that is away is told, and is no illness of ours. */
@Component("jobExecutorHealthIndicator")
class ExecutorHealth implements HealthIndicator {
  private final JobExecutor executor;

  ExecutorHealth(JobExecutor executor) {
    this.executor = executor;
  }

  @Override
  public Health health() {
    Health.Builder health = executor.isRunning() ? Health.up() : Health.down();
    String problem = executor.registrationProblem();
    return health.withDetail("admin", problem == null ? "registered" : problem).build();
  }
}
