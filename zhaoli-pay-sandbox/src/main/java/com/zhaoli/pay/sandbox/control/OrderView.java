package com.zhaoli.pay.sandbox.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.zhaoli.pay.sandbox.delivery.PendingNotify;
import com.zhaoli.pay.sandbox.order.Channel;
import com.zhaoli.pay.sandbox.order.OrderState;
import com.zhaoli.pay.sandbox.order.PaymentMethod;
import com.zhaoli.pay.sandbox.order.SandboxOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the control API shows it.
 *
 * @param amount in fen
 * @param refunds the oldest first
 * @param notifyStatus how its notify stands, once there is one
 * @param notifyAttempts how often it was sent
 * @param notifyAnswer what came of the last attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderView(
    Channel channel,
    String channelOrderNo,
    @Nullable String channelTradeNo,
    PaymentMethod method,
    @Nullable String codeUrl,
    @Nullable String prepayId,
    long amount,
    String subject,
    OrderState status,
    @Nullable String buyer,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant paidAt,
    List<RefundView> refunds,
    PendingNotify.@Nullable State notifyStatus,
    @Nullable Integer notifyAttempts,
    @Nullable String notifyAnswer) {

  static OrderView of(
      SandboxOrder order, @Nullable PendingNotify notify, List<RefundView> refunds) {
    return new OrderView(
        order.channel(),
        order.channelOrderNo(),
        order.channelTradeNo(),
        order.method(),
        order.codeUrl(),
        order.prepayId(),
        order.amountFen(),
        order.subject(),
        order.state(),
        order.buyer(),
        order.createdAt(),
        order.expiresAt(),
        order.paidAt(),
        refunds,
        notify == null ? null : notify.state(),
        notify == null ? null : notify.attempts(),
        notify == null ? null : notify.lastAnswer());
  }
}
