package com.zhaoli.pay.common.client.payment;

/**
 * What one step of the status sync did.
 *
 * @param examined payments asked for at their channel; none means that none is due, fewer than the
 *     limit may also mean that the time of a step was over
 * @param changed payments whose state moved
 * @param failed payments whose channel gave no clear answer; they stay due
 */
public record SyncBatchResult(int examined, int changed, int failed) {}
