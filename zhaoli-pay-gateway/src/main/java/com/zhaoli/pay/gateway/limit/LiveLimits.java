package com.zhaoli.pay.gateway.limit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * The limits in force, {@code zhaoli.gateway.limits.{address,app}.{per-second,burst}}. A change in
 * the configuration centre takes effect at once; one that is not valid is logged and leaves the
 * former limits in force.
 */
@Component
public class LiveLimits {

  private static final Logger log = LoggerFactory.getLogger(LiveLimits.class);
  private static final String PREFIX = "zhaoli.gateway.limits";
  private static final RateLimit ADDRESS_DEFAULT = new RateLimit(200, 400);
  private static final RateLimit APP_DEFAULT = new RateLimit(200, 400);

  private final Environment environment;
  private volatile RateLimit address;
  private volatile RateLimit app;

  public LiveLimits(Environment environment) {
    this.environment = environment;
    this.address = read("address", ADDRESS_DEFAULT);
    this.app = read("app", APP_DEFAULT);
  }

  /** For all requests of one client address. */
  public RateLimit address() {
    return address;
  }

  /** For the signed requests of one app. */
  public RateLimit app() {
    return app;
  }

  @EventListener
  void changed(EnvironmentChangeEvent event) {
    if (event.getKeys().stream().noneMatch(key -> key.startsWith(PREFIX))) {
      return;
    }
    try {
      RateLimit newAddress = read("address", ADDRESS_DEFAULT);
      RateLimit newApp = read("app", APP_DEFAULT);
      address = newAddress;
      app = newApp;
      log.info("Rate limits are now {} for an address and {} for an app", newAddress, newApp);
    } catch (BindException e) {
      log.error("The new rate limits are not valid; the former stay in force", e);
    }
  }

  private RateLimit read(String name, RateLimit fallback) {
    return Binder.get(environment).bind(PREFIX + "." + name, RateLimit.class).orElse(fallback);
  }
}
