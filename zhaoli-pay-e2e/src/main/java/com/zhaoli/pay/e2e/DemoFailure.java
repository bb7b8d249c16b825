package com.zhaoli.pay.e2e;

/** A step of the demo did not do what it promises; the message says which and what came back. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailure(String message) {
    super(message);
  }

  DemoFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
