package com.zhaoli.pay.sdk.test.spring;

import com.zhaoli.pay.sdk.test.AutoConfigureFakeZhaoliPay;
import com.zhaoli.pay.sdk.test.FakeZhaoliPay;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Has the fake forget after each test method. */
class FakeZhaoliPayReset implements TestExecutionListener {

  @Override
  public void afterTestMethod(TestContext test) {
    AutoConfigureFakeZhaoliPay found =
        TestContextAnnotationUtils.findMergedAnnotation(
            test.getTestClass(), AutoConfigureFakeZhaoliPay.class);
    if (found != null && found.resetAfterEach() && test.hasApplicationContext()) {
      test.getApplicationContext()
          .getBean(FakeZhaoliPayCustomizer.BEAN, FakeZhaoliPay.class)
          .reset();
    }
  }
}
