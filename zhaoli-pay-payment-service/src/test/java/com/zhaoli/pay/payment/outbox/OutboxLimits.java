package com.zhaoli.pay.payment.outbox;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of the outbox as the service reads them. */
final class OutboxLimits {
  private OutboxLimits() {}

  /** The defaults with some others; the names are those in the configuration. */
  static OutboxProperties with(Map<String, String> settings) {
    Map<String, String> named = new HashMap<>();
    settings.forEach((name, value) -> named.put("zhaoli.outbox." + name, value));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate("zhaoli.outbox", OutboxProperties.class);
  }
}
