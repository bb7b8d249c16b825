package com.zhaoli.pay.sdk;

import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The clients of the apps under {@code zhaoli.pay.apps}, by name. The app of {@code zhaoli.pay}
 * itself is the bean {@link ZhaoliPayClient} and not among them. Safe for many threads.
 */
public final class ZhaoliPayClients {

  private final Map<String, ZhaoliPayClient> byName;

  ZhaoliPayClients(Map<String, ZhaoliPayClient> byName) {
    this.byName = Map.copyOf(byName);
  }

  /**
   * A client for each app.
   *
   * @throws ZhaoliPayConfigurationException when a setting is missing or wrong; the sentence names
   *     the app
   */
  static ZhaoliPayClients create(
      ZhaoliPayAppsProperties apps,
      ZhaoliPayProperties defaults,
      Clock clock,
      ObservationRegistry observations) {
    Map<String, ZhaoliPayClient> clients = new LinkedHashMap<>();
    apps.apps()
        .forEach(
            (name, app) -> {
              try {
                clients.put(name, ZhaoliPayClient.create(app.over(defaults), clock, observations));
              } catch (ZhaoliPayConfigurationException e) {
                throw new ZhaoliPayConfigurationException(
                    "App " + name + " of zhaoli.pay.apps: " + e.getMessage());
              }
            });
    return new ZhaoliPayClients(clients);
  }

  /**
   * The client of an app.
   *
   * @throws IllegalArgumentException when no app has this name
   */
  public ZhaoliPayClient get(String name) {
    ZhaoliPayClient client = byName.get(name);
    if (client == null) {
      throw new IllegalArgumentException(
          "zhaoli.pay.apps has no " + name + ", only " + byName.keySet());
    }
    return client;
  }

  /** The names of all apps. */
  public Set<String> names() {
    return byName.keySet();
  }
}
