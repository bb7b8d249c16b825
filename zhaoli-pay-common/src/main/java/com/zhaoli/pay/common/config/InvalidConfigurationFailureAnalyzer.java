package com.zhaoli.pay.common.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints the sentence of an {@link InvalidConfigurationException} in place of a stack trace. */
class InvalidConfigurationFailureAnalyzer
    extends AbstractFailureAnalyzer<InvalidConfigurationException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, InvalidConfigurationException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Correct the setting and start again. docs/operations.md lists all settings.",
        cause);
  }
}
