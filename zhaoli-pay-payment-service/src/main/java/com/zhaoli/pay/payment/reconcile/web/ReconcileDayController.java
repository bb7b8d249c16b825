package com.zhaoli.pay.payment.reconcile.web;

import com.zhaoli.pay.common.client.payment.ReconcileRequest;
import com.zhaoli.pay.common.client.payment.ReconcileResult;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.Reconciliations;
import com.zhaoli.pay.payment.reconcile.Reconciliations.StartedDay;
import com.zhaoli.pay.payment.reconcile.RunBO;
import com.zhaoli.pay.payment.reconcile.RunStatus;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A day's comparison for the job service. */
@RestController
class ReconcileDayController {
  private final Reconciliations reconciliations;

  ReconcileDayController(Reconciliations reconciliations) {
    this.reconciliations = reconciliations;
  }

  @PostMapping("/internal/v1/payments/reconcile")
  ReconcileResult reconcile(@RequestBody ReconcileRequest request) {
    LocalDate day = request.day();
    StartedDay started =
        reconciliations.startDay(day == null ? null : BusinessDay.asked(day, "day"));
    List<RunBO> runs = started.runs();
    int done = (int) runs.stream().filter(run -> run.status() == RunStatus.DONE).count();
    return new ReconcileResult(started.day().date(), runs.size(), done);
  }
}
