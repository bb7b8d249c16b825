package com.zhaoli.pay.sdk;

/** A setting of the starter is missing or wrong; the message is a sentence that says which. */
public final class ZhaoliPayConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ZhaoliPayConfigurationException(String sentence) {
    super(sentence);
  }
}
