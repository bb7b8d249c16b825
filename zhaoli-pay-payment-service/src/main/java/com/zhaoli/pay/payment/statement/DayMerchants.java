package com.zhaoli.pay.payment.statement;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.client.job.WorkScope;
import com.zhaoli.pay.common.client.payment.PaymentWorkApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.work.KeySource;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.statement.internal.StatementStore;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** The merchants that had business on a day, by merchantNo, for job-executor's daily statement. */
@Component
class DayMerchants implements KeySource {
  private final StatementStore store;

  DayMerchants(StatementStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return PaymentWorkApi.DAY_MERCHANTS;
  }

  @Override
  public WorkPlan plan(WorkScope scope) {
    return store.busyRanges(day(scope));
  }

  @Override
  public List<String> keys(WorkScope scope, String after, String upTo, int limit) {
    return store.busyWithin(day(scope), after, upTo, limit);
  }

  private static BusinessDay day(WorkScope scope) {
    LocalDate day = scope.day();
    if (day == null) {
      throw ApiException.of(ErrorCode.REQUEST_INVALID, "scope", "must have a day");
    }
    return BusinessDay.asked(day, "day");
  }
}
