package com.zhaoli.pay.notify.settings;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings as a configuration makes them. */
public final class SettingsFixture {
  private SettingsFixture() {}

  /** The defaults. */
  public static NotifyProperties defaults() {
    return of(Map.of());
  }

  public static NotifyProperties withWebhookTimeout(Duration timeout) {
    return of(Map.of("webhook-timeout", timeout.toString()));
  }

  /** The defaults but for these. */
  public static NotifyProperties of(Map<String, String> settings) {
    Map<String, String> named = new HashMap<>();
    settings.forEach((name, value) -> named.put("zhaoli.notify." + name, value));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate("zhaoli.notify", NotifyProperties.class);
  }
}
