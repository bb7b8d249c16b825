package com.zhaoli.pay.common.config;

/** A setting is missing or wrong. The message is a sentence that says which and why. */
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigurationException(String sentence) {
    super(sentence);
  }

  public InvalidConfigurationException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
