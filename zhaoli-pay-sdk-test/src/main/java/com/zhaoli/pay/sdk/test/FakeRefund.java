package com.zhaoli.pay.sdk.test;

import com.zhaoli.pay.sdk.json.JsonBody;
import com.zhaoli.pay.sdk.refund.RefundStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A refund of the fake's. Guarded by the books that it is in. */
final class FakeRefund {

  final String refundNo;
  final Draft draft;
  final Instant createdAt;
  RefundStatus status = RefundStatus.PROCESSING;
  @Nullable String channelRefundNo;
  @Nullable String failureCode;
  @Nullable Instant refundedAt;

  FakeRefund(String refundNo, Draft draft, Instant createdAt) {
    this.refundNo = refundNo;
    this.draft = draft;
    this.createdAt = createdAt;
  }

  /** A valid request for a refund. */
  record Draft(String paymentNo, String outRefundNo, long amount, @Nullable String reason) {

    private static final int MAX_REASON_LENGTH = 26;
    private static final Pattern PAYMENT_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");

    /**
     * Reads a request.
     *
     * @throws Refusal REQUEST_INVALID with a sentence for each field that is wrong
     */
    static Draft of(Fields fields) {
      Map<String, String> problems = new TreeMap<>();
      String paymentNo = fields.text("paymentNo");
      String outRefundNo = fields.text("outRefundNo");
      Long amount = fields.number("amount");
      String reason = fields.text("reason");
      if (paymentNo == null || !PAYMENT_NO.matcher(paymentNo).matches()) {
        problems.put("paymentNo", "must be a payment's number");
      }
      if (outRefundNo == null || !PaymentDraft.OUT_NO.matcher(outRefundNo).matches()) {
        problems.put("outRefundNo", "must be 1 to 32 of 0-9 A-Z a-z _ - *");
      }
      if (amount == null || amount < 1 || amount > PaymentDraft.MAX_AMOUNT_FEN) {
        problems.put("amount", "must be 1 to " + PaymentDraft.MAX_AMOUNT_FEN + " fen");
      }
      if (reason != null
          && (reason.isBlank()
              || reason.codePointCount(0, reason.length()) > MAX_REASON_LENGTH
              || !PaymentDraft.isClean(reason))) {
        problems.put(
            "reason", "must have 1 to " + MAX_REASON_LENGTH + " characters and no control ones");
      }
      if (!problems.isEmpty()) {
        throw new Refusal(PlatformError.REQUEST_INVALID, problems);
      }
      return new Draft(
          Objects.requireNonNull(paymentNo),
          Objects.requireNonNull(outRefundNo),
          Objects.requireNonNull(amount),
          reason);
    }
  }

  JsonBody toJson() {
    return new JsonBody()
        .with("refundNo", refundNo)
        .with("paymentNo", draft.paymentNo())
        .with("outRefundNo", draft.outRefundNo())
        .with("status", status.name())
        .with("amount", draft.amount())
        .with("reason", draft.reason())
        .with("channelRefundNo", channelRefundNo)
        .with("failureCode", failureCode)
        .with("createdAt", createdAt.toString())
        .with("refundedAt", refundedAt == null ? null : refundedAt.toString());
  }

  /** As an event tells it. */
  JsonBody toEventJson() {
    return eventJson(
        refundNo, draft.outRefundNo(), draft.amount(), status, failureCode, refundedAt);
  }

  static JsonBody eventJson(
      String refundNo,
      @Nullable String outRefundNo,
      long amount,
      RefundStatus status,
      @Nullable String failureCode,
      @Nullable Instant refundedAt) {
    return new JsonBody()
        .with("refundNo", refundNo)
        .with("outRefundNo", outRefundNo)
        .with("amount", amount)
        .with("status", status.name())
        .with("failureCode", failureCode)
        .with("refundedAt", refundedAt == null ? null : refundedAt.toString());
  }
}
