package com.zhaoli.pay.payment.refund;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.order.Texts;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's valid request for a refund. There is no invalid one: {@link #of} names all that is
 * wrong at once.
 *
 * @param reason shown to the payer by the wallet
 */
public record RefundCommand(
    String merchantNo,
    String paymentNo,
    String outRefundNo,
    Money amount,
    @Nullable String reason) {
  private static final Pattern OUT_REFUND_NO = Pattern.compile("[0-9A-Za-z_\\-*]{1,32}");
  private static final Pattern PAYMENT_NO = Pattern.compile("[0-9A-Za-z_]{1,32}");
  private static final long MAX_AMOUNT_FEN = 100_000_000_000L;

  /** WeChat Pay's limit in bytes of UTF-8 is 80; a Chinese character has three. */
  private static final int MAX_REASON_LENGTH = 26;

  /**
   * The command that these fields make.
   *
   * @throws ApiException REQUEST_INVALID with a sentence for each bad field
   */
  public static RefundCommand of(
      String merchantNo,
      @Nullable String paymentNo,
      @Nullable String outRefundNo,
      @Nullable Long amount,
      @Nullable String reason) {
    Map<String, String> problems = new TreeMap<>();
    if (paymentNo == null || !PAYMENT_NO.matcher(paymentNo).matches()) {
      problems.put("paymentNo", "must be a payment's number");
    }
    if (outRefundNo == null || !OUT_REFUND_NO.matcher(outRefundNo).matches()) {
      problems.put("outRefundNo", "must be 1 to 32 of 0-9 A-Z a-z _ - *");
    }
    if (amount == null || amount < 1 || amount > MAX_AMOUNT_FEN) {
      problems.put("amount", "must be 1 to " + MAX_AMOUNT_FEN + " fen");
    }
    if (reason != null
        && (reason.isBlank()
            || reason.codePointCount(0, reason.length()) > MAX_REASON_LENGTH
            || !Texts.isClean(reason))) {
      problems.put(
          "reason", "must have 1 to " + MAX_REASON_LENGTH + " characters and no control ones");
    }
    if (!problems.isEmpty() || paymentNo == null || outRefundNo == null || amount == null) {
      throw new ApiException(ErrorCode.REQUEST_INVALID, problems);
    }
    return new RefundCommand(merchantNo, paymentNo, outRefundNo, new Money(amount), reason);
  }

  /** Whether an earlier refund of the same number was for the same. */
  boolean isSameAs(RefundBO refund) {
    return paymentNo.equals(refund.paymentNo())
        && amount.equals(refund.amount())
        && Objects.equals(reason, refund.reason());
  }
}
