package com.zhaoli.pay.sdk;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What a native image has to keep for reflection beyond what Spring finds by itself: the analyzer
 * that spring.factories names, and the records that the conditions bind before there are beans.
 */
class ZhaoliPayRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    for (Class<?> type :
        new Class<?>[] {
          ZhaoliPayConfigurationFailureAnalyzer.class,
          ZhaoliPayProperties.class,
          ZhaoliPayAppsProperties.class,
          ZhaoliPayAppsProperties.App.class
        }) {
      hints
          .reflection()
          .registerType(
              type,
              MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
              MemberCategory.INVOKE_DECLARED_METHODS);
    }
  }
}
