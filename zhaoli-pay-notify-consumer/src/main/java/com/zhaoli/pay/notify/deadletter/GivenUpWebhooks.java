package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.client.notify.NotifyWorkApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.work.KeyedWork;
import com.zhaoli.pay.common.work.WorkFailedException;
import com.zhaoli.pay.notify.deadletter.internal.DeadLetterStore;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Has webhooks delivered again that were given up, each as a delivery of its own, for job-executor.
 * What the long tail still tries is left to it; a dead letter that somebody works off at the same
 * moment is replayed by one of the two.
 */
@Component
class GivenUpWebhooks implements KeyedWork {
  /** Who did it, in the dead letter's own record. */
  private static final String BY = "webhookCompensation";

  private final DeadLetterStore store;
  private final DeadLetters deadLetters;

  GivenUpWebhooks(DeadLetterStore store, DeadLetters deadLetters) {
    this.store = store;
    this.deadLetters = deadLetters;
  }

  @Override
  public String name() {
    return NotifyWorkApi.WEBHOOK_COMPENSATION;
  }

  @Override
  public WorkPlan plan(WorkScope scope) {
    return store.givenUpRanges(scope.cutoff());
  }

  @Override
  public List<String> keys(WorkScope scope, String after, String upTo, int limit) {
    return store.givenUpWithin(scope.cutoff(), after, upTo, limit);
  }

  @Override
  public Done work(WorkScope scope, String deadLetterNo, boolean again) {
    try {
      deadLetters.replay(deadLetterNo, BY);
      return Done.CHANGED;
    } catch (ApiException e) {
      if (e.code() == ErrorCode.DEAD_LETTER_UNREADABLE) {
        throw new WorkFailedException("its event can no longer be read");
      }
      // Gone, or worked off by somebody else.
      return Done.UNCHANGED;
    }
  }
}
