package com.zhaoli.pay.payment.sync;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.work.KeyedWork;
import com.zhaoli.pay.payment.order.PaymentClosing;
import java.util.List;
import org.springframework.stereotype.Component;

/** The closing of unpaid payments by paymentNo, for job-executor. */
@Component
class ExpiredCloseWork implements KeyedWork {
  private final PaymentClosing closing;

  ExpiredCloseWork(PaymentClosing closing) {
    this.closing = closing;
  }

  @Override
  public String name() {
    return PaymentWorkApi.EXPIRED_CLOSE;
  }

  @Override
  public WorkPlan plan(WorkScope scope) {
    return closing.overdueRanges(scope.cutoff());
  }

  @Override
  public List<String> keys(WorkScope scope, String after, String upTo, int limit) {
    return closing.overdueWithin(scope.cutoff(), after, upTo, limit);
  }

  @Override
  public Done work(WorkScope scope, String paymentNo, boolean again) {
    return closing.closeOverdue(paymentNo, again ? null : scope.cutoff(), SyncSweep.CLOSE_LEASE)
        ? Done.CHANGED
        : Done.UNCHANGED;
  }
}
