package com.zhaoli.pay.sdk.endpoint;

import com.zhaoli.pay.sdk.json.Words;

/** How far a replay is. */
public enum WebhookReplayStatus {
  RUNNING,
  DONE,
  /** It was ended early: what it had ordered until then is delivered all the same. */
  CANCELLED,
  /** A value that this version of the starter does not know. */
  UNKNOWN;

  /** Reads the platform's word. */
  public static WebhookReplayStatus of(String word) {
    return Words.constant(WebhookReplayStatus.class, word, UNKNOWN);
  }
}
