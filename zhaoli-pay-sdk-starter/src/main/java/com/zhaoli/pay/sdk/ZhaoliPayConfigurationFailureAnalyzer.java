package com.zhaoli.pay.sdk;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the sentence in place of a stack trace. */
class ZhaoliPayConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<ZhaoliPayConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, ZhaoliPayConfigurationException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Set it in the application's configuration or environment, or set"
            + " zhaoli.pay.enabled=false to run without zhaoli-pay.",
        cause);
  }
}
