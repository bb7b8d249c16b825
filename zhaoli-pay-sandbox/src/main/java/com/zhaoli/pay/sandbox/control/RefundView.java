package com.zhaoli.pay.sandbox.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.sandbox.delivery.PendingNotify;
import com.zhaoli.pay.sandbox.order.RefundState;
import org.jspecify.annotations.Nullable;

/**
 * A refund as the control API shows it.
 *
 * @param amount in fen
 * @param reversal whether a cancel or a reverse made it
 * @param notifyStatus how its notify stands, once there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RefundView(
    String outRefundNo,
    String channelRefundNo,
    long amount,
    RefundState status,
    boolean reversal,
    PendingNotify.@Nullable State notifyStatus) {}
