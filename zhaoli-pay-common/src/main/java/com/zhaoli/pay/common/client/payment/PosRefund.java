package com.zhaoli.pay.common.client.payment;

import com.zhaoli.pay.common.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as terminals' service sees it.
 *
 * @param status PROCESSING, SUCCEEDED, FAILED
 * @param failureCode the channel's, where it refused
 */
public record PosRefund(
    String refundNo,
    String paymentNo,
    String status,
    Money amount,
    @Nullable String failureCode,
    @Nullable Instant refundedAt) {}
