package com.zhaoli.pay.payment.outbox;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes frames to the consumers' side: through the broker, or straight to the consumer service. */
interface BatchPublisher {

  /**
   * Sends a frame. The future completes normally only when the other side has it for good, however
   * late that is known; it completes exceptionally in every other case, or when it was waited for
   * too long to be remembered. Never throws.
   *
   * @param traceparent the context of the sending, for the other side; also the current one
   */
  CompletableFuture<Void> publish(byte[] frame, @Nullable String traceparent);
}
