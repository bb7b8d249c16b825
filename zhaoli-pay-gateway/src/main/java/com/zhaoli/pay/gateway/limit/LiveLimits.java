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
 * The limits in force, {@code zhaoli.gateway.limits.*}. A change in the configuration centre takes
 * effect at once; one that is not valid is logged and leaves the former limits in force.
 */
@Component
public class LiveLimits {

  private static final Logger log = LoggerFactory.getLogger(LiveLimits.class);
  private static final String PREFIX = "zhaoli.gateway.limits";

  private final Environment environment;
  private volatile Limits limits;

  public LiveLimits(Environment environment) {
    this.environment = environment;
    this.limits = read();
  }

  /** For all requests of one client address, but those to the channels' addresses. */
  public RateLimit address() {
    return limits.address();
  }

  /** For the signed requests of one app. */
  public RateLimit app() {
    return limits.app();
  }

  /** For what comes from one client address to {@code /callback/**} and {@code /wechat/portal}. */
  RateLimit callback() {
    return limits.callback();
  }

  /** For the onboardings that one client address begins. */
  MinuteLimit onboarding() {
    return limits.onboarding();
  }

  /** For the onboardings that all clients begin: each asks WeChat for a QR code. */
  RateLimit onboardingTotal() {
    return limits.onboardingTotal();
  }

  /** For the operator logins that one client address tries. */
  MinuteLimit login() {
    return limits.login();
  }

  @EventListener
  void changed(EnvironmentChangeEvent event) {
    if (event.getKeys().stream().noneMatch(key -> key.startsWith(PREFIX))) {
      return;
    }
    try {
      limits = read();
      log.info("Rate limits are now {}", limits);
    } catch (BindException e) {
      log.error("The new rate limits are not valid; the former stay in force", e);
    }
  }

  private Limits read() {
    return new Limits(
        read("address", new RateLimit(200, 400)),
        read("app", new RateLimit(200, 400)),
        read("callback", new RateLimit(300, 600)),
        read("onboarding", new MinuteLimit(10, 10)),
        read("onboarding-total", new RateLimit(20, 20)),
        read("login", new MinuteLimit(30, 30)));
  }

  private <T extends Rate> T read(String name, T fallback) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) fallback.getClass();
    return Binder.get(environment).bind(PREFIX + "." + name, type).orElse(fallback);
  }

  private record Limits(
      RateLimit address,
      RateLimit app,
      RateLimit callback,
      MinuteLimit onboarding,
      RateLimit onboardingTotal,
      MinuteLimit login) {}
}
