package com.zhaoli.pay.common.client.payment;

/**
 * What a merchant took and gave back on a day.
 *
 * @param payments how many, without those that were reversed
 * @param receivedFen what they come to
 */
public record DayTotals(
    String merchantNo, long payments, long receivedFen, long refunds, long refundedFen) {}
