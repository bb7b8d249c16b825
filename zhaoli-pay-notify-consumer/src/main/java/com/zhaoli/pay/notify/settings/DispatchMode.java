package com.zhaoli.pay.notify.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** How events come to this service: {@code zhaoli.dispatch.mode}. */
public enum DispatchMode {
  /** From the broker's queues. */
  RABBIT,
  /** Over HTTP, kept in the database. */
  ASYNC;

  /** The bean exists in mode rabbit only: in mode async nothing of ours connects to a broker. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @ConditionalOnProperty(
      name = "zhaoli.dispatch.mode",
      havingValue = "rabbit",
      matchIfMissing = true)
  public @interface Rabbit {}

  /** The bean exists in mode async only. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD})
  @ConditionalOnProperty(name = "zhaoli.dispatch.mode", havingValue = "async")
  public @interface Async {}
}
