package com.zhaoli.pay.common.client.job;

import java.util.List;

/**
 * Asks for the work of some keys.
 *
 * @param keys 1 to {@value #MAX_KEYS}
 * @param again whether they failed before and are to be done now, due or not
 */
public record WorkBatch(WorkScope scope, List<String> keys, boolean again) {
  public static final int MAX_KEYS = 500;

  public WorkBatch {
    keys = List.copyOf(keys);
  }
}
