package com.zhaoli.pay.simulator.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A trade in the journal. The payer's barcode is not in it.
 *
 * @param method BARCODE or QR
 * @param amount fen
 * @param cancelWanted whether the cashier cancelled it and the platform has not confirmed
 * @param reconciled whether the platform's book was seen to say the same
 * @param contradiction what the platform said after it had said another final thing
 */
public record TradeEntry(
    String terminalTradeNo,
    String method,
    long amount,
    String subject,
    Instant createdAt,
    @Nullable Instant finalAt,
    TradeState state,
    @Nullable String shiftNo,
    @Nullable String paymentNo,
    @Nullable String channel,
    @Nullable String channelTradeNo,
    @Nullable String codeUrl,
    @Nullable String expiresAt,
    @Nullable String paidAt,
    @Nullable String failureCode,
    boolean cancelWanted,
    boolean reconciled,
    @Nullable String contradiction) {

  /** A trade that is about to be sent. */
  public static TradeEntry begun(
      String terminalTradeNo,
      String method,
      long amount,
      String subject,
      @Nullable String shiftNo,
      Instant now) {
    return new TradeEntry(
        terminalTradeNo,
        method,
        amount,
        subject,
        now,
        null,
        TradeState.UNKNOWN,
        shiftNo,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        false,
        null);
  }

  /** With what the platform says of it; what was final stays. */
  public TradeEntry told(JsonNode trade, Instant now) {
    TradeState told = TradeState.valueOf(trade.path("status").asString());
    if (state.isFinal()) {
      return told == state ? this : contradicted(told.name());
    }
    return new TradeEntry(
        terminalTradeNo,
        method,
        amount,
        subject,
        createdAt,
        told.isFinal() ? now : null,
        told,
        text(trade, "shiftNo", shiftNo),
        text(trade, "paymentNo", paymentNo),
        text(trade, "channel", channel),
        text(trade, "channelTradeNo", channelTradeNo),
        text(trade, "codeUrl", codeUrl),
        text(trade, "expiresAt", expiresAt),
        text(trade, "paidAt", paidAt),
        text(trade, "failureCode", null),
        cancelWanted && !told.isFinal(),
        false,
        contradiction);
  }

  /** It never became a trade. */
  public TradeEntry notTaken(String code, Instant now) {
    return new TradeEntry(
        terminalTradeNo,
        method,
        amount,
        subject,
        createdAt,
        now,
        TradeState.NOT_TAKEN,
        shiftNo,
        null,
        null,
        null,
        null,
        null,
        null,
        code,
        false,
        true,
        contradiction);
  }

  public TradeEntry cancelling(boolean wanted) {
    return new TradeEntry(
        terminalTradeNo,
        method,
        amount,
        subject,
        createdAt,
        finalAt,
        state,
        shiftNo,
        paymentNo,
        channel,
        channelTradeNo,
        codeUrl,
        expiresAt,
        paidAt,
        failureCode,
        wanted,
        reconciled,
        contradiction);
  }

  public TradeEntry inAgreement() {
    return new TradeEntry(
        terminalTradeNo,
        method,
        amount,
        subject,
        createdAt,
        finalAt,
        state,
        shiftNo,
        paymentNo,
        channel,
        channelTradeNo,
        codeUrl,
        expiresAt,
        paidAt,
        failureCode,
        cancelWanted,
        true,
        contradiction);
  }

  public TradeEntry contradicted(String said) {
    return new TradeEntry(
        terminalTradeNo,
        method,
        amount,
        subject,
        createdAt,
        finalAt,
        state,
        shiftNo,
        paymentNo,
        channel,
        channelTradeNo,
        codeUrl,
        expiresAt,
        paidAt,
        failureCode,
        cancelWanted,
        reconciled,
        said);
  }

  private static @Nullable String text(JsonNode trade, String name, @Nullable String otherwise) {
    JsonNode value = trade.path(name);
    return value.isMissingNode() || value.isNull() ? otherwise : value.asString();
  }
}
