package com.zhaoli.pay.sdk.test.spring;

import com.zhaoli.pay.sdk.test.AutoConfigureFakeZhaoliPay;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds the annotation on a test class, the classes around it and those above it. */
class FakeZhaoliPayCustomizerFactory implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    AutoConfigureFakeZhaoliPay found =
        TestContextAnnotationUtils.findMergedAnnotation(
            testClass, AutoConfigureFakeZhaoliPay.class);
    return found == null
        ? null
        : new FakeZhaoliPayCustomizer(found.webhookPath(), List.of(found.apps()));
  }
}
