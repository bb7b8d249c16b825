package com.zhaoli.pay.sdk.test.spring;

import com.zhaoli.pay.sdk.test.FakeZhaoliPay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Starts a fake for a context, tells the context of it, and ends it with the context. Equal ones
 * share a context, as the test framework caches it.
 */
record FakeZhaoliPayCustomizer(String webhookPath, List<String> apps) implements ContextCustomizer {

  static final String BEAN = "fakeZhaoliPay";
  private static final String PREFIX = "zhaoli.pay.";

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    FakeZhaoliPay fake = FakeZhaoliPay.start();
    Environment environment = context.getEnvironment();
    fake.merchantAt(() -> server(environment));
    fake.webhooksTo(() -> webhookUrl(environment));
    ConfigurableListableBeanFactory beans = context.getBeanFactory();
    beans.registerSingleton(BEAN, fake);
    if (beans instanceof DefaultSingletonBeanRegistry registry) {
      registry.registerDisposableBean(BEAN, fake::close);
    }
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource(BEAN, propertiesOf(fake)));
  }

  private Map<String, Object> propertiesOf(FakeZhaoliPay fake) {
    Map<String, Object> properties = new HashMap<>(fake.properties());
    for (String app : apps) {
      fake.properties()
          .forEach(
              (name, value) ->
                  properties.put(
                      PREFIX + "apps." + app + "." + name.substring(PREFIX.length()), value));
    }
    return properties;
  }

  private @Nullable String webhookUrl(Environment environment) {
    String server = server(environment);
    String path =
        webhookPath.isEmpty() ? environment.getProperty(PREFIX + "webhook-path") : webhookPath;
    return server == null || path == null || path.isEmpty()
        ? null
        : server + environment.getProperty("server.servlet.context-path", "") + path;
  }

  /** Known once the server has started; the name is the same in all generations of Boot. */
  private static @Nullable String server(Environment environment) {
    String port = environment.getProperty("local.server.port");
    return port == null ? null : "http://127.0.0.1:" + port;
  }
}
