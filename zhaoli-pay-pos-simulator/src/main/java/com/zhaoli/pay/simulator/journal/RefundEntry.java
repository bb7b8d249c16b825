package com.zhaoli.pay.simulator.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A refund in the journal. The supervisor's PIN is not in it.
 *
 * @param of the payment's number, or the terminal's own number of the trade
 * @param amount fen
 * @param firstMissing when the platform first said that it does not know it, after all requests for
 *     it had become too old to be taken
 */
public record RefundEntry(
    String terminalRefundNo,
    String of,
    long amount,
    String reason,
    String supervisorNo,
    Instant createdAt,
    RefundState state,
    @Nullable String shiftNo,
    @Nullable String refundNo,
    @Nullable String paymentNo,
    @Nullable String channel,
    @Nullable String failureCode,
    @Nullable Instant firstMissing,
    @Nullable String contradiction) {

  /** A refund that is about to be sent. */
  public static RefundEntry begun(
      String terminalRefundNo,
      String of,
      long amount,
      String reason,
      String supervisorNo,
      @Nullable String shiftNo,
      Instant now) {
    return new RefundEntry(
        terminalRefundNo,
        of,
        amount,
        reason,
        supervisorNo,
        now,
        RefundState.UNKNOWN,
        shiftNo,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** With what the platform says of it; what was final stays. */
  public RefundEntry told(JsonNode refund) {
    RefundState told = RefundState.valueOf(refund.path("status").asString());
    boolean contradicts = state.isFinal() && told != state;
    return new RefundEntry(
        terminalRefundNo,
        of,
        amount,
        reason,
        supervisorNo,
        createdAt,
        state.isFinal() ? state : told,
        shiftNo,
        text(refund, "refundNo", refundNo),
        text(refund, "paymentNo", paymentNo),
        text(refund, "channel", channel),
        text(refund, "failureCode", failureCode),
        null,
        contradicts ? told.name() : contradiction);
  }

  /** It never became a refund. */
  public RefundEntry notTaken(String code) {
    return new RefundEntry(
        terminalRefundNo,
        of,
        amount,
        reason,
        supervisorNo,
        createdAt,
        RefundState.NOT_TAKEN,
        shiftNo,
        null,
        null,
        null,
        code,
        null,
        contradiction);
  }

  public RefundEntry missingSince(Instant when) {
    return new RefundEntry(
        terminalRefundNo,
        of,
        amount,
        reason,
        supervisorNo,
        createdAt,
        state,
        shiftNo,
        refundNo,
        paymentNo,
        channel,
        failureCode,
        when,
        contradiction);
  }

  private static @Nullable String text(JsonNode refund, String name, @Nullable String otherwise) {
    JsonNode value = refund.path(name);
    return value.isMissingNode() || value.isNull() ? otherwise : value.asString();
  }
}
