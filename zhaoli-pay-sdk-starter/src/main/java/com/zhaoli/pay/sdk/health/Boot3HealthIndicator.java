package com.zhaoli.pay.sdk.health;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** For Spring Boot 3.x, whose actuator knows this interface. */
final class Boot3HealthIndicator implements HealthIndicator {

  private final PlatformHealth platform;

  Boot3HealthIndicator(PlatformHealth platform) {
    this.platform = platform;
  }

  @Override
  public Health health() {
    PlatformHealth.Answer answer = platform.answer();
    return (answer.up() ? Health.up() : Health.down()).withDetails(answer.details()).build();
  }
}
