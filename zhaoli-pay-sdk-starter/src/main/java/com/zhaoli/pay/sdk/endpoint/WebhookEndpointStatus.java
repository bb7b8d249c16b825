package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.json.Words;

/** Whether an endpoint is told of events. */
public enum WebhookEndpointStatus {
  ACTIVE,
  /** Events are kept until it is resumed. */
  PAUSED,
  /** Events pass it by. */
  DISABLED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static WebhookEndpointStatus of(String word) {
    return Words.constant(WebhookEndpointStatus.class, word, UNKNOWN);
  }
}
