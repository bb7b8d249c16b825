package com.zhaoli.pay.simulator.journal;

/**
 * What a shift took in one wallet, as the terminal counts it. Amounts in fen.
 *
 * @param channel WECHAT or ALIPAY
 */
public record ShiftTotals(
    String channel, long paymentCount, long paymentAmount, long refundCount, long refundAmount) {
  ShiftTotals plus(ShiftTotals other) {
    return new ShiftTotals(
        channel,
        paymentCount + other.paymentCount,
        Math.addExact(paymentAmount, other.paymentAmount),
        refundCount + other.refundCount,
        Math.addExact(refundAmount, other.refundAmount));
  }
}
