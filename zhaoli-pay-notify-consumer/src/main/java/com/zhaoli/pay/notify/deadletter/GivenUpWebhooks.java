package com.zhaoli.pay.notify.deadletter;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.client.notify.NotifyWorkApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.work.KeyedWork;
import com.zhaoli.pay.common.work.WorkFailedException;
import com.zhaoli.pay.notify.deadletter.internal.DeadLetterStore;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Has webhooks delivered again that were given up, each as a delivery of its own, for job-executor.
 * What the long tail still tries is left to it; a dead letter that somebody works off at the same
 * moment is replayed by one of the two. What was given up first longer ago than the delivery log is
 * kept is left to people: who has not answered for so long never may.
 */
@Component
class GivenUpWebhooks implements KeyedWork {
  /** Who did it, in the dead letter's own record. */
  private static final String BY = "webhookCompensation";

  private final DeadLetterStore store;
  private final DeadLetters deadLetters;
  private final NotifyProperties properties;

  GivenUpWebhooks(DeadLetterStore store, DeadLetters deadLetters, NotifyProperties properties) {
    this.store = store;
    this.deadLetters = deadLetters;
    this.properties = properties;
  }

  @Override
  public String name() {
    return NotifyWorkApi.WEBHOOK_COMPENSATION;
  }

  @Override
  public WorkPlan plan(WorkScope scope) {
    return store.givenUpRanges(since(scope), scope.cutoff());
  }

  @Override
  public List<String> keys(WorkScope scope, String after, String upTo, int limit) {
    return store.givenUpWithin(since(scope), scope.cutoff(), after, upTo, limit);
  }

  private Instant since(WorkScope scope) {
    return scope.cutoff().minus(properties.logRetention());
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
