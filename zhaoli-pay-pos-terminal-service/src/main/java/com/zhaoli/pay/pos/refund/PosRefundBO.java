package com.zhaoli.pay.pos.refund;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund at a terminal as it stood when it was read.
 *
 * @param outRefundNo the number of its refund at payment-service
 * @param supervisorNo who allowed it
 * @param version counts its changes
 */
public record PosRefundBO(
    String outRefundNo,
    String terminalNo,
    String terminalRefundNo,
    String merchantNo,
    String storeId,
    String shiftNo,
    String tradeNo,
    String paymentNo,
    String channel,
    Money amount,
    @Nullable String reason,
    String supervisorNo,
    PosRefundStatus status,
    long version,
    @Nullable String refundNo,
    @Nullable String failureCode,
    @Nullable Instant refundedAt,
    Instant createdAt) {}
