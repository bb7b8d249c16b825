package com.zhaoli.pay.common.cors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * The allow-list in force, replaced as a whole when the configuration changes. At the start a wrong
 * value stops the service; later it is refused with a warning and the former list stays.
 */
final class CorsSettings {
  private static final Logger log = LoggerFactory.getLogger(CorsSettings.class);

  private final Environment environment;
  private volatile CorsProperties current;

  CorsSettings(Environment environment) {
    this.environment = environment;
    this.current = CorsProperties.of(environment);
  }

  CorsProperties current() {
    return current;
  }

  void readAgain() {
    try {
      CorsProperties changed = CorsProperties.of(environment);
      if (!changed.equals(current)) {
        log.info("Origins that may read the API change from {} to {}", current, changed);
        current = changed;
      }
    } catch (RuntimeException e) {
      log.warn("The new list of origins is refused, {} stays: {}", current, e.getMessage());
    }
  }
}
