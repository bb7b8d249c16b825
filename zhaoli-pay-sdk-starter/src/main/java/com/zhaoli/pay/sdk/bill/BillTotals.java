package com.zhaoli.pay.sdk.bill;

import com.zhaoli.pay.sdk.json.JsonObject;

/**
 * Sums of a day, amounts in fen.
 *
 * @param reversalCount payments among the counted ones that were undone
 * @param net payments less reversals less refunds; may be negative
 */
public record BillTotals(
    long paymentCount,
    long paymentAmount,
    long reversalCount,
    long reversalAmount,
    long refundCount,
    long refundAmount,
    long net) {

  static BillTotals of(JsonObject json) {
    return new BillTotals(
        json.number("paymentCount"),
        json.number("paymentAmount"),
        json.number("reversalCount"),
        json.number("reversalAmount"),
        json.number("refundCount"),
        json.number("refundAmount"),
        json.number("net"));
  }
}
