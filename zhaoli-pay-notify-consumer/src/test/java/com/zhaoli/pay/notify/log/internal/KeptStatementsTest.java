package com.zhaoli.pay.notify.log.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.sql.StatementList;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.NotificationStatus;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.session.Configuration;
import org.junit.jupiter.api.Test;

/** What every batch needs is prepared once for each connection, and not anew each time. */
class KeptStatementsTest {
  /** The driver keeps shorter ones only. */
  private static final int KEPT = 8_192;

  private static final List<String> NUMBERS =
      Collections.nCopies(StatementList.LONGEST, "ntf_01M841JW0YKMJEMYY1GV0M6JDM");

  private final Configuration configuration = new Configuration();

  KeptStatementsTest() {
    configuration.addMapper(NotificationMapper.class);
  }

  private String text(String statement, Map<String, ?> parameters) {
    return configuration
        .getMappedStatement(NotificationMapper.class.getName() + "." + statement)
        .getBoundSql(parameters)
        .getSql();
  }

  @Test
  void theClaimOfAsManyRowsAsThereEverAre() {
    assertThat(NotificationClaims.text(NotificationClaims.ROWS)).hasSizeBetween(KEPT / 2, KEPT - 1);
  }

  @Test
  void theSettlementOfAsManyRowsAsThereEverAre() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("numbers", NUMBERS);
    parameters.put("status", NotificationStatus.DELIVERED);
    assertThat(text("settle", parameters)).hasSizeLessThan(KEPT);
    assertThat(text("claimedAnew", parameters)).hasSizeLessThan(KEPT);
    ClaimKey key = new ClaimKey("pay_1", "evt_1", "whe_1", 0);
    assertThat(text("ofKeys", Map.of("keys", Collections.nCopies(StatementList.LONGEST, key))))
        .hasSizeLessThan(KEPT);
    assertThat(text("keep", parameters)).hasSizeLessThan(KEPT);
  }
}
