package com.zhaoli.pay.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

class ZhaoliPayRuntimeHintsTest {

  @Test
  void aNativeImageFindsTheRegistrarAndKeepsWhatIsMadeByReflection() throws Exception {
    RuntimeHints hints = new RuntimeHints();
    RuntimeHintsRegistrar ours =
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
            .load(RuntimeHintsRegistrar.class)
            .stream()
            .filter(ZhaoliPayRuntimeHints.class::isInstance)
            .findFirst()
            .orElseThrow();
    ours.registerHints(hints, getClass().getClassLoader());
    for (Class<?> type :
        new Class<?>[] {
          ZhaoliPayConfigurationFailureAnalyzer.class, ZhaoliPayAppsProperties.App.class
        }) {
      assertThat(
              RuntimeHintsPredicates.reflection()
                  .onConstructorInvocation(type.getDeclaredConstructors()[0]))
          .accepts(hints);
    }
  }
}
