package com.zhaoli.pay.notify.endpoint;

/** Whether an endpoint is told of events. */
public enum EndpointStatus {
  ACTIVE,
  /**
   * Events are kept until it is resumed: it failed for long, answered 410, or its merchant wants
   * so.
   */
  PAUSED,
  /** Events pass it by. */
  DISABLED
}
