package com.zhaoli.pay.payment.cashier;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.payment.RunningSweeps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the cashier remembers of browsers is forgotten. */
class CashierSessionCleaningIT extends RunningSweeps {
  private static final String MERCHANT = "mch_cashier_cleaning";

  @Autowired private CashierSessionCleaning cleaning;

  @BeforeEach
  @AfterEach
  void nothingIsThere() {
    jdbc.update("DELETE FROM cashier_session WHERE merchant_no = ?", MERCHANT);
  }

  @Test
  void theBrowsersOfPaymentsOlderThanThirtyDaysAreForgottenInBoundedSteps() {
    Instant limit = Instant.now().minus(Duration.ofDays(30));
    List<String> old =
        IntStream.range(0, 1_500)
            .mapToObj(i -> Ids.lowest("pay_", limit.minusSeconds(60 + i)))
            .toList();
    List<String> young =
        List.of(Ids.lowest("pay_", limit.plus(Duration.ofMinutes(10))), Ids.paymentNo());
    insert(old);
    insert(young);

    assertThat(cleaning.clean()).isGreaterThanOrEqualTo(old.size());

    assertThat(
            jdbc.queryForList(
                "SELECT payment_no FROM cashier_session WHERE merchant_no = ?",
                String.class,
                MERCHANT))
        .containsExactlyInAnyOrderElementsOf(young);
  }

  private void insert(List<String> paymentNos) {
    jdbc.batchUpdate(
        "INSERT INTO cashier_session (payment_no, merchant_no, attempts, created_at, updated_at)"
            + " VALUES (?, ?, 1, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3))",
        paymentNos.stream().map(paymentNo -> new Object[] {paymentNo, MERCHANT}).toList());
  }
}
