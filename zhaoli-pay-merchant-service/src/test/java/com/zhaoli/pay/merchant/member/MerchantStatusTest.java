package com.zhaoli.pay.merchant.member;

import static com.zhaoli.pay.merchant.member.MerchantStatus.APPROVED;
import static com.zhaoli.pay.merchant.member.MerchantStatus.REJECTED;
import static com.zhaoli.pay.merchant.member.MerchantStatus.SUBMITTED;
import static com.zhaoli.pay.merchant.member.MerchantStatus.SUSPENDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MerchantStatusTest {
  private static final Map<MerchantStatus, Set<MerchantStatus>> MOVES =
      Map.of(
          SUBMITTED,
          Set.of(APPROVED, REJECTED),
          APPROVED,
          Set.of(SUSPENDED),
          SUSPENDED,
          Set.of(APPROVED),
          REJECTED,
          Set.of());

  @Test
  void exactlyTheseMovesAreAllowed() {
    for (MerchantStatus from : MerchantStatus.values()) {
      for (MerchantStatus to : MerchantStatus.values()) {
        assertThat(from.canMoveTo(to))
            .as(from + " to " + to)
            .isEqualTo(MOVES.getOrDefault(from, Set.of()).contains(to));
      }
    }
  }
}
