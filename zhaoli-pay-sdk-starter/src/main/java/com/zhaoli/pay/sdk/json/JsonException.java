package com.zhaoli.pay.sdk.json;

/** The text is not JSON, or not of the form that was expected. */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message);
  }
}
