package com.zhaoli.pay.demoshop.order.web;

import com.zhaoli.pay.sdk.payment.PaymentChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a customer wants.
 *
 * @param amount in fen; a real shop takes the price from its own list
 */
record OrderRequest(@Nullable String subject, @Nullable Long amount, @Nullable String channel) {

  private static final int SUBJECT_LIMIT = 64;
  private static final long AMOUNT_LIMIT = 100_000;

  String checkedSubject() {
    if (subject == null || subject.isBlank() || subject.length() > SUBJECT_LIMIT) {
      throw new IllegalArgumentException("subject is 1 to " + SUBJECT_LIMIT + " characters");
    }
    return subject;
  }

  long checkedAmount() {
    if (amount == null || amount < 1 || amount > AMOUNT_LIMIT) {
      throw new IllegalArgumentException("amount is 1 to " + AMOUNT_LIMIT + " fen");
    }
    return amount;
  }

  PaymentChannel checkedChannel() {
    PaymentChannel known = channel == null ? PaymentChannel.UNKNOWN : PaymentChannel.of(channel);
    if (known == PaymentChannel.UNKNOWN) {
      throw new IllegalArgumentException("channel is ALIPAY or WECHAT");
    }
    return known;
  }
}
