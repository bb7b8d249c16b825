package com.zhaoli.pay.payment.sync;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.work.KeyedWork;
import com.zhaoli.pay.common.work.WorkFailedException;
import com.zhaoli.pay.payment.order.PaymentBO;
import com.zhaoli.pay.payment.order.PaymentSync;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The status sync by attemptNo, for job-executor. */
@Component
class StatusSyncWork implements KeyedWork {
  /** Longer than two calls of a channel may take; as short as the sweep's otherwise. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  private final PaymentSync payments;
  private final OrderQuestions questions;

  StatusSyncWork(PaymentSync payments, OrderQuestions questions) {
    this.payments = payments;
    this.questions = questions;
  }

  @Override
  public String name() {
    return PaymentWorkApi.STATUS_SYNC;
  }

  @Override
  public WorkPlan plan(WorkScope scope) {
    return payments.dueRanges(scope.cutoff());
  }

  @Override
  public List<String> keys(WorkScope scope, String after, String upTo, int limit) {
    return payments.dueWithin(scope.cutoff(), after, upTo, limit);
  }

  @Override
  public Done work(WorkScope scope, String attemptNo, boolean again) {
    Optional<PaymentBO> leased = payments.leaseOne(attemptNo, again ? null : scope.cutoff(), LEASE);
    if (leased.isEmpty()) {
      return Done.UNCHANGED;
    }
    return switch (questions.askInBatch(leased.get())) {
      case CHANGED -> Done.CHANGED;
      case UNCHANGED -> Done.UNCHANGED;
      case FAILED -> throw new WorkFailedException("the channel gave no clear answer");
    };
  }
}
