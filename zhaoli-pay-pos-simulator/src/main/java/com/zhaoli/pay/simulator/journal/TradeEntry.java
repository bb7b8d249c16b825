package com.zhaoli.pay.simulator.journal;

import java.time.Instant;
import java.util.function.Consumer;
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
  private static final String CONFLICT = "CONFLICT";

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
    return with(
        copy -> {
          copy.finalAt = told.isFinal() ? now : null;
          copy.state = told;
          copy.shiftNo = text(trade, "shiftNo", shiftNo);
          copy.paymentNo = text(trade, "paymentNo", paymentNo);
          copy.channel = text(trade, "channel", channel);
          copy.channelTradeNo = text(trade, "channelTradeNo", channelTradeNo);
          copy.codeUrl = text(trade, "codeUrl", codeUrl);
          copy.expiresAt = text(trade, "expiresAt", expiresAt);
          copy.paidAt = text(trade, "paidAt", paidAt);
          copy.failureCode = text(trade, "failureCode", null);
          copy.cancelWanted = cancelWanted && !told.isFinal();
          copy.reconciled = false;
        });
  }

  /** It never became a trade. */
  public TradeEntry notTaken(String code, Instant now) {
    return with(
        copy -> {
          copy.finalAt = now;
          copy.state = TradeState.NOT_TAKEN;
          copy.failureCode = code;
          copy.cancelWanted = false;
          copy.reconciled = true;
        });
  }

  public TradeEntry cancelling(boolean wanted) {
    return with(copy -> copy.cancelWanted = wanted);
  }

  public TradeEntry inAgreement() {
    return with(copy -> copy.reconciled = true);
  }

  /** Its number stands for another trade at the platform: people look into it. */
  public TradeEntry inConflict() {
    return contradicted(CONFLICT);
  }

  public boolean isInConflict() {
    return CONFLICT.equals(contradiction);
  }

  public TradeEntry contradicted(String said) {
    return with(copy -> copy.contradiction = said);
  }

  private static @Nullable String text(JsonNode trade, String name, @Nullable String otherwise) {
    JsonNode value = trade.path(name);
    return value.isMissingNode() || value.isNull() ? otherwise : value.asString();
  }

  private TradeEntry with(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return copy.entry();
  }

  /** An entry in the making. */
  private static final class Copy {
    private final TradeEntry before;
    private @Nullable Instant finalAt;
    private TradeState state;
    private @Nullable String shiftNo;
    private @Nullable String paymentNo;
    private @Nullable String channel;
    private @Nullable String channelTradeNo;
    private @Nullable String codeUrl;
    private @Nullable String expiresAt;
    private @Nullable String paidAt;
    private @Nullable String failureCode;
    private boolean cancelWanted;
    private boolean reconciled;
    private @Nullable String contradiction;

    Copy(TradeEntry before) {
      this.before = before;
      this.finalAt = before.finalAt;
      this.state = before.state;
      this.shiftNo = before.shiftNo;
      this.paymentNo = before.paymentNo;
      this.channel = before.channel;
      this.channelTradeNo = before.channelTradeNo;
      this.codeUrl = before.codeUrl;
      this.expiresAt = before.expiresAt;
      this.paidAt = before.paidAt;
      this.failureCode = before.failureCode;
      this.cancelWanted = before.cancelWanted;
      this.reconciled = before.reconciled;
      this.contradiction = before.contradiction;
    }

    TradeEntry entry() {
      return new TradeEntry(
          before.terminalTradeNo,
          before.method,
          before.amount,
          before.subject,
          before.createdAt,
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
          contradiction);
    }
  }
}
