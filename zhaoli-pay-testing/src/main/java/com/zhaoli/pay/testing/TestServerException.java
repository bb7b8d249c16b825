package com.zhaoli.pay.testing;

import org.jspecify.annotations.Nullable;

/** A test server cannot be had; the message says why, how to mend it, and what the server wrote. */
public final class TestServerException extends IllegalStateException {
  TestServerException(String message) {
    super(message);
  }

  TestServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
