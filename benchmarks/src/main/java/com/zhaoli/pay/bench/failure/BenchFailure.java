package com.zhaoli.pay.bench.failure;

/** A benchmark cannot go on; the message tells its user why, and what to do. */
public final class BenchFailure extends RuntimeException {
  public BenchFailure(String message) {
    super(message);
  }

  public BenchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
