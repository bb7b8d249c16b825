package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.operator.OperatorRole;
import com.zhaoli.pay.merchant.operator.OperatorAccountBO;
import com.zhaoli.pay.merchant.operator.OperatorStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operator.
 *
 * @param initialUntil until when the first login is open; absent once it was made
 */
record OperatorVO(
    String operatorNo,
    String username,
    List<OperatorRole> roles,
    OperatorStatus status,
    @Nullable Instant initialUntil,
    Instant createdAt) {
  static OperatorVO of(OperatorAccountBO account) {
    return new OperatorVO(
        account.operator().operatorNo(),
        account.operator().username(),
        account.operator().roles(),
        account.status(),
        account.initialUntil(),
        account.createdAt());
  }
}
