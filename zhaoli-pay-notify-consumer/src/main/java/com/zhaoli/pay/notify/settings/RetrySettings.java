package com.zhaoli.pay.notify.settings;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The retry policy in force. It is read anew whenever the configuration changes, Nacos included,
 * and replaced as a whole: no delivery sees half of a change. A change to a wrong value is refused
 * with a warning and the old policy stays; at the start a wrong value stops the service.
 */
@Component
public class RetrySettings {
  private static final Logger log = LoggerFactory.getLogger(RetrySettings.class);
  private static final String INTERVAL = "zhaoli.notify.retry-interval";
  private static final String LIMIT = "zhaoli.notify.retry-limit";

  private final Environment environment;
  private volatile RetryPolicy current;

  public RetrySettings(Environment environment) {
    this.environment = environment;
    this.current = read(environment);
  }

  /** The policy at this moment. */
  public RetryPolicy current() {
    return current;
  }

  @EventListener
  void configurationChanged(EnvironmentChangeEvent event) {
    Set<String> keys = event.getKeys();
    if (keys.stream().noneMatch(key -> key.startsWith("zhaoli.notify.retry"))) {
      return;
    }
    try {
      RetryPolicy changed = read(environment);
      if (!changed.equals(current)) {
        log.info("Retry policy changes from {} to {}", current, changed);
        current = changed;
      }
    } catch (RuntimeException e) {
      log.warn("The new retry policy is refused, {} stays: {}", current, e.getMessage());
    }
  }

  private static RetryPolicy read(Environment environment) {
    Binder binder = Binder.get(environment);
    return new RetryPolicy(
        binder.bind(INTERVAL, Duration.class).orElse(RetryPolicy.DEFAULT_INTERVAL),
        binder.bind(LIMIT, Integer.class).orElse(RetryPolicy.DEFAULT_LIMIT));
  }
}
