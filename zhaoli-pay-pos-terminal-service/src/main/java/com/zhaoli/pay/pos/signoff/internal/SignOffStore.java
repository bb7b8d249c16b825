package com.zhaoli.pay.pos.signoff.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.signoff.ChannelTotals;
import com.zhaoli.pay.pos.signoff.TotalsPair;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Shifts' totals in the database. */
@Repository
public class SignOffStore {
  private final ShiftTotalMapper mapper;

  SignOffStore(ShiftTotalMapper mapper) {
    this.mapper = mapper;
  }

  public void insert(String shiftNo, List<TotalsPair> totals) {
    for (TotalsPair pair : totals) {
      ShiftTotalDO row = new ShiftTotalDO();
      row.shiftNo = shiftNo;
      row.channel = pair.ours().channel();
      row.paymentCount = pair.ours().paymentCount();
      row.paymentAmountFen = pair.ours().paymentAmount().fen();
      row.refundCount = pair.ours().refundCount();
      row.refundAmountFen = pair.ours().refundAmount().fen();
      ChannelTotals told = pair.told();
      if (told != null) {
        row.toldPaymentCount = told.paymentCount();
        row.toldPaymentAmountFen = told.paymentAmount().fen();
        row.toldRefundCount = told.refundCount();
        row.toldRefundAmountFen = told.refundAmount().fen();
      }
      mapper.insert(row);
    }
  }

  public List<TotalsPair> totals(String shiftNo) {
    return mapper.list(shiftNo).stream()
        .map(
            row ->
                new TotalsPair(
                    new ChannelTotals(
                        row.channel,
                        row.paymentCount,
                        new Money(row.paymentAmountFen),
                        row.refundCount,
                        new Money(row.refundAmountFen)),
                    told(row)))
        .toList();
  }

  private static @Nullable ChannelTotals told(ShiftTotalDO row) {
    return row.toldPaymentCount == null
        ? null
        : new ChannelTotals(
            row.channel,
            row.toldPaymentCount,
            new Money(row.toldPaymentAmountFen),
            row.toldRefundCount,
            new Money(row.toldRefundAmountFen));
  }
}
