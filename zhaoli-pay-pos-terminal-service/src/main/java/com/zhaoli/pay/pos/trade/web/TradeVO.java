package com.zhaoli.pay.pos.trade.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.pos.trade.TradeBO;
import com.zhaoli.pay.pos.trade.TradeMethod;
import com.zhaoli.pay.pos.trade.TradeStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A trade as its terminal sees it. Fields without a value are left out. */
public record TradeVO(
    String terminalTradeNo,
    @Nullable String paymentNo,
    @Nullable String shiftNo,
    @Nullable TradeMethod method,
    Money amount,
    TradeStatus status,
    @JsonProperty("final") boolean isFinal,
    @Nullable Long askAgainMillis,
    @Nullable String channel,
    @Nullable String codeUrl,
    @Nullable String failureCode,
    @Nullable String channelTradeNo,
    @Nullable Instant expiresAt,
    @Nullable Instant paidAt,
    Instant createdAt) {
  private static final long ASK_AGAIN_MILLIS = 2_000;

  public static TradeVO of(TradeBO trade) {
    boolean isFinal = trade.status().isFinal();
    return new TradeVO(
        trade.terminalTradeNo(),
        trade.paymentNo(),
        trade.shiftNo(),
        trade.method(),
        trade.amount(),
        trade.status(),
        isFinal,
        isFinal ? null : ASK_AGAIN_MILLIS,
        trade.channel(),
        trade.codeUrl(),
        trade.failureCode(),
        trade.channelTradeNo(),
        trade.expiresAt(),
        trade.paidAt(),
        trade.createdAt());
  }
}
