package com.zhaoli.pay.sdk.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.ZhaoliPayAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Both generations' classes are on this module's class path: a filter takes one away each time. */
class HealthAutoConfigurationTest {

  private static final String BOOT_3 = "org.springframework.boot.actuate.health";
  private static final String BOOT_4 = "org.springframework.boot.health";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ZhaoliPayAutoConfiguration.class,
                  ZhaoliPayBoot3HealthAutoConfiguration.class,
                  ZhaoliPayBoot4HealthAutoConfiguration.class))
          .withPropertyValues(
              "zhaoli.pay.gateway-url=https://pay.example.com/",
              "zhaoli.pay.app-id=app_1",
              "zhaoli.pay.app-key=key_1",
              "zhaoli.pay.app-secret=sk_1",
              "zhaoli.pay.salt=salt");

  @Test
  void boot4GetsItsIndicator() {
    runner
        .withClassLoader(new FilteredClassLoader(BOOT_3))
        .run(context -> assertThat(context).hasSingleBean(Boot4HealthIndicator.class));
  }

  @Test
  void boot3GetsItsIndicator() {
    runner
        .withClassLoader(new FilteredClassLoader(BOOT_4))
        .run(context -> assertThat(context).hasSingleBean(Boot3HealthIndicator.class));
  }

  @Test
  void withoutAnActuatorThereIsNone() {
    runner
        .withClassLoader(new FilteredClassLoader(BOOT_3, BOOT_4))
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean("zhaoliPayHealthIndicator"));
  }

  @Test
  void itCanBeSwitchedOff() {
    runner
        .withPropertyValues("management.health.zhaoli-pay.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean("zhaoliPayHealthIndicator"));
    runner
        .withPropertyValues("zhaoli.pay.enabled=false")
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean("zhaoliPayHealthIndicator"));
  }
}
