package com.zhaoli.pay.merchant.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.merchant.RunningService;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages that were sent or given up are removed after a while. */
class MessageCleanupIT extends RunningService {
  private static final String MERCHANT = "mch_of_the_cleanup";

  @Autowired private MessageCleanup cleanup;

  @BeforeEach
  @AfterEach
  void noMessages() {
    jdbc.update("DELETE FROM message_outbox WHERE merchant_no = ?", MERCHANT);
  }

  @Test
  void aMessageIsRemovedWhenItWasSettledLongAgoAndOneThatIsStillToBeSentStays() {
    message(31, "SENT", 31);
    message(31, "SKIPPED", 31);
    message(40, "FAILED", 31);
    String sentLately = message(40, "SENT", 29);
    String waits = message(40, "PENDING", null);

    cleanup.removeSettled();

    assertThat(messages()).containsExactlyInAnyOrder(sentLately, waits);
  }

  @Test
  void manyAreRemovedInSeveralSteps() {
    for (int i = 0; i < 450; i++) {
      message(31, "SENT", 31);
    }

    cleanup.removeSettled();

    assertThat(messages()).isEmpty();
  }

  private List<String> messages() {
    return jdbc.queryForList(
        "SELECT message_no FROM message_outbox WHERE merchant_no = ?", String.class, MERCHANT);
  }

  /** One that was stored and settled so many days ago, and that nobody sends. */
  private String message(int stored, String status, @Nullable Integer settled) {
    String time = Ids.lowest("msg_", daysAgo(stored));
    String messageNo = time.substring(0, 14) + Ids.withPrefix("msg_").substring(14);
    jdbc.update(
        """
        INSERT INTO message_outbox (message_no, merchant_no, scene, fields_json, status, attempts,
               next_attempt_at, created_at, settled_at)
        VALUES (?, ?, 'ONBOARDING_AUDIT', '{}', ?, 1, '2999-01-01', ?, ?)
        """,
        messageNo,
        MERCHANT,
        status,
        Timestamp.from(daysAgo(stored)),
        settled == null ? null : Timestamp.from(daysAgo(settled)));
    return messageNo;
  }

  private static Instant daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days));
  }
}
