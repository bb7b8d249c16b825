package com.zhaoli.pay.common.work;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkScope;
import java.util.List;

/**
 * Keys of this service that job-executor works on in ranges. Each bean of this type is offered by
 * {@link KeyedWorkController}; what is done with a key is decided elsewhere, or here by a {@link
 * KeyedWork}.
 */
public interface KeySource {
  /** Its part of the address. */
  String name();

  /** The ranges of all that is to be done, by one statement on an index of what is due. */
  WorkPlan plan(WorkScope scope);

  /** Up to {@code limit} keys after the one and up to the other that are still to be done. */
  List<String> keys(WorkScope scope, String after, String upTo, int limit);
}
