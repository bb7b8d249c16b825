package com.zhaoli.pay.sdk.refund;

import com.zhaoli.pay.sdk.check.Checks;
import com.zhaoli.pay.sdk.json.JsonBody;
import org.jspecify.annotations.Nullable;

/**
 * A refund to create. Checked when it is built, so that a mistake shows where it was made.
 *
 * @param paymentNo the platform's number of the payment
 * @param outRefundNo the merchant's number: the same number with the same content is the same
 *     refund
 * @param amount in fen; all refunds of a payment together are at most what was paid
 * @param reason shown to the payer, at most 26 characters
 */
public record RefundCreateRequest(
    String paymentNo, String outRefundNo, long amount, @Nullable String reason) {

  private static final int MAX_REASON_LENGTH = 26;

  /**
   * Checks what does not depend on the platform.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public RefundCreateRequest {
    Checks.require(paymentNo.matches("[0-9A-Za-z_]{1,32}"), "paymentNo is no payment's number");
    Checks.outNo("outRefundNo", outRefundNo);
    Checks.amount("amount", amount);
    Checks.require(reason == null || !reason.isBlank(), "reason is empty");
    Checks.text("reason", reason, MAX_REASON_LENGTH);
  }

  /** Begins a request; paymentNo, outRefundNo and amount have to be set. */
  public static Builder builder() {
    return new Builder();
  }

  byte[] toJson() {
    return new JsonBody()
        .with("paymentNo", paymentNo)
        .with("outRefundNo", outRefundNo)
        .with("amount", Long.valueOf(amount))
        .with("reason", reason)
        .toBytes();
  }

  /** Sets a request's fields by name. */
  public static final class Builder {
    private @Nullable String paymentNo;
    private @Nullable String outRefundNo;
    private @Nullable Long amount;
    private @Nullable String reason;

    private Builder() {}

    public Builder paymentNo(String value) {
      this.paymentNo = value;
      return this;
    }

    public Builder outRefundNo(String value) {
      this.outRefundNo = value;
      return this;
    }

    /** In fen. */
    public Builder amount(long fen) {
      this.amount = fen;
      return this;
    }

    public Builder reason(String value) {
      this.reason = value;
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException when a field is missing or wrong
     */
    public RefundCreateRequest build() {
      return new RefundCreateRequest(
          Checks.set("paymentNo", paymentNo),
          Checks.set("outRefundNo", outRefundNo),
          Checks.set("amount", amount),
          reason);
    }
  }
}
