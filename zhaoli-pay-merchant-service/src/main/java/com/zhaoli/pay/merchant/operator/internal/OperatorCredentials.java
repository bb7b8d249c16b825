package com.zhaoli.pay.merchant.operator.internal;

import com.zhaoli.pay.merchant.operator.OperatorBO;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator with what the password is compared with.
 *
 * @param initialUntil until when the password, which somebody handed over, opens the first login;
 *     null for one that its owner chose
 */
public record OperatorCredentials(
    OperatorBO operator, String passwordHash, @Nullable Instant initialUntil) {

  /** Whether the password is still good for anything. */
  public boolean isGoodAt(Instant at) {
    return initialUntil == null || at.isBefore(initialUntil);
  }

  @Override
  public String toString() {
    return "OperatorCredentials[" + operator.operatorNo() + "]";
  }
}
