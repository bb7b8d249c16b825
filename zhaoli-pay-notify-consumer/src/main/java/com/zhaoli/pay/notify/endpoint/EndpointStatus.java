package com.zhaoli.pay.notify.endpoint;

/** Whether an endpoint is told of events. */
public enum EndpointStatus {
  ACTIVE,
  DISABLED
}
