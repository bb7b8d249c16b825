package com.zhaoli.pay.payment.statement.web;

import com.zhaoli.pay.common.client.payment.DayTotals;
import com.zhaoli.pay.common.client.payment.DayTotalsRequest;
import com.zhaoli.pay.common.client.payment.StatementInternalApi;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.statement.StatementTotals;
import com.zhaoli.pay.payment.statement.Statements;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

/** Totals of a day for the other services. */
@RestController
class StatementInternalController implements StatementInternalApi {
  private final Statements statements;

  StatementInternalController(Statements statements) {
    this.statements = statements;
  }

  @Override
  public List<DayTotals> totals(DayTotalsRequest request) {
    if (request.day() == null || request.merchantNos().size() > DayTotalsRequest.MAX_MERCHANTS) {
      throw ApiException.of(
          ErrorCode.REQUEST_INVALID,
          "merchantNos",
          "must be at most " + DayTotalsRequest.MAX_MERCHANTS + ", of a day");
    }
    BusinessDay day = BusinessDay.asked(request.day(), "day");
    return request.merchantNos().stream()
        .map(merchantNo -> of(merchantNo, statements.totals(merchantNo, day)))
        .toList();
  }

  private static DayTotals of(String merchantNo, StatementTotals totals) {
    return new DayTotals(
        merchantNo,
        totals.payments().count() - totals.reversals().count(),
        totals.payments().amount().minus(totals.reversals().amount()).fen(),
        totals.refunds().count(),
        totals.refunds().amount().fen());
  }
}
