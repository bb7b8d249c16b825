package com.zhaoli.pay.notify.endpoint;

import com.zhaoli.pay.notify.endpoint.internal.WebhookEndpointStore;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Paused endpoints whose merchants do not know of it so far. */
@Component
public class PausedEndpoints {
  private final WebhookEndpointStore store;

  PausedEndpoints(WebhookEndpointStore store) {
    this.store = store;
  }

  /** Leases some, so that no other instance takes them until then. */
  public List<WebhookEndpointBO> leaseUntold(int limit, Instant now, Instant until) {
    return store.leaseUntold(limit, now, until);
  }

  /** The merchant was told of this pause, or is not to be told any more. */
  public void told(String endpointNo, Instant pausedAt) {
    store.told(endpointNo, pausedAt);
  }
}
