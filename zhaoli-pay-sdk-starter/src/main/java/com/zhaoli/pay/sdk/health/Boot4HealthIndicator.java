package com.zhaoli.pay.sdk.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** For Spring Boot 4.x, whose actuator knows this interface. */
final class Boot4HealthIndicator implements HealthIndicator {

  private final PlatformHealth platform;

  Boot4HealthIndicator(PlatformHealth platform) {
    this.platform = platform;
  }

  @Override
  public Health health() {
    PlatformHealth.Answer answer = platform.answer();
    return (answer.up() ? Health.up() : Health.down()).withDetails(answer.details()).build();
  }
}
