package com.zhaoli.pay.sdk.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Beside {@code @SpringBootTest}: the application context talks to a {@link FakeZhaoliPay} of its
 * own, which is a bean. Whatever the application's configuration says, {@code
 * zhaoli.pay.gateway-url}, the keys and the webhook secret are the fake's.
 *
 * <p>With a server ({@code webEnvironment} RANDOM_PORT or DEFINED_PORT) webhooks come to it: those
 * of payments with a notifyUrl at that path, others at {@code zhaoli.pay.webhook-path}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface AutoConfigureFakeZhaoliPay {

  /**
   * Where the application takes webhooks, such as {@code /zhaoli/webhooks}; empty for {@code
   * zhaoli.pay.webhook-path}.
   */
  String webhookPath() default "";

  /** Names of {@code zhaoli.pay.apps}: they get the fake's keys as well. */
  String[] apps() default {};

  /** Whether the fake forgets all after each test method. */
  boolean resetAfterEach() default true;
}
