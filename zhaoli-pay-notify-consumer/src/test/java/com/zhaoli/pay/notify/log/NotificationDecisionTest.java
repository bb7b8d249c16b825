package com.zhaoli.pay.notify.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.notify.claim.ClaimDecision;
import com.zhaoli.pay.notify.log.internal.ClaimRow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationDecisionTest {

  @ParameterizedTest
  @CsvSource({
    // status, stored attempts, owner, lease in force, header attempts, decision
    "DELIVERED, 1, , false, 0, Done",
    "SKIPPED, 0, , false, 0, Done",
    "GONE, 1, , false, 0, Done",
    "DEAD, 5, , false, 0, Dead",
    "DEAD, 5, , false, 5, Dead",
    "DELIVERING, 0, me, true, 0, Claimed",
    "DELIVERING, 0, other, true, 0, Held",
    "DELIVERING, 2, other, true, 0, Held",
    "DELIVERING, 2, other, false, 1, Behind",
    // It ran out between the claim and the look: the next round gets it.
    "DELIVERING, 2, other, false, 2, Held",
    "RETRYING, 2, , false, 1, Behind",
    "RETRYING, 2, , false, 2, Held",
    "PENDING, 0, , false, 0, Held"
  })
  void theRowDecides(
      NotificationStatus status,
      int attempts,
      @Nullable String owner,
      boolean leaseInForce,
      int header,
      String decision) {
    ClaimRow row =
        new ClaimRow(
            "ntf_1", "pay_1", "evt_1", "whe_1", 0, status, attempts, owner, null, leaseInForce);

    assertThat(NotificationLog.decide(row, "me", header).getClass().getSimpleName())
        .isEqualTo(decision);
  }

  @ParameterizedTest
  @CsvSource({"RETRYING", "DELIVERING"})
  void behindTellsHowFarItIs(NotificationStatus status) {
    ClaimRow row =
        new ClaimRow("ntf_1", "pay_1", "evt_1", "whe_1", 0, status, 3, null, null, false);

    assertThat(NotificationLog.decide(row, "me", 1)).isEqualTo(new ClaimDecision.Behind(3));
  }
}
