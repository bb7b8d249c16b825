package com.zhaoli.pay.signing;

/** The query cannot be brought into its canonical form; the gateway answers 400. */
public final class MalformedQueryException extends IllegalArgumentException {

  public MalformedQueryException(String message) {
    super(message);
  }
}
