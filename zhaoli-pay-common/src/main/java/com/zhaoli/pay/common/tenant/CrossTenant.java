package com.zhaoli.pay.common.tenant;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a mapper, or one of its methods, is meant to go across merchants, and why. Without it
 * the architecture test wants the merchantNo among a mapper method's parameters, so that another
 * merchant's object cannot be reached by its number.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface CrossTenant {
  /** The reason, as a sentence. */
  String value();
}
