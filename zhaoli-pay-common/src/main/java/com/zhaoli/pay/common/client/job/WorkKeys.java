package com.zhaoli.pay.common.client.job;

import java.util.List;

/** Keys in order; fewer than asked for means that the range has no more. */
public record WorkKeys(List<String> keys) {
  public WorkKeys {
    keys = List.copyOf(keys);
  }
}
