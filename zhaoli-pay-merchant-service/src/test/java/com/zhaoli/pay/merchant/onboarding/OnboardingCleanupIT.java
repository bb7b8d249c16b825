package com.zhaoli.pay.merchant.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.merchant.RunningService;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What goes of an onboarding that has ended, and what stays. */
class OnboardingCleanupIT extends RunningService {
  @Autowired private OnboardingCleanup cleanup;

  @BeforeEach
  void nothingIsThereFromBefore() {
    jdbc.update("DELETE FROM onboarding_session");
    jdbc.update("DELETE FROM licence_picture");
  }

  @ParameterizedTest
  @CsvSource({
    "WAITING_SCAN, 6, true",
    "WAITING_SCAN, 8, false",
    "SCANNED, 6, true",
    "SCANNED, 8, false",
    "APPROVED, 69, true",
    "APPROVED, 71, false",
    "REJECTED, 69, true",
    "REJECTED, 71, false",
    "SUBMITTED, 4000, true"
  })
  void anOnboardingIsKeptForAWhileAfterItsQrCodeEnded(String status, int daysAgo, boolean isKept) {
    insert(status, daysAgo);

    cleanup.removeEnded();

    assertThat(count("onboarding_session")).isEqualTo(isKept ? 1 : 0);
  }

  @Test
  void thePictureNobodyAppliedWithGoesAndTheOthersStay() {
    String ended = insert("REJECTED", 71);
    insertPicture("draft", ended, false);
    insertPicture("submitted", ended, true);
    insertPicture("somebody-elses", insert("SCANNED", 1), false);

    cleanup.removeEnded();

    assertThat(
            jdbc.queryForList(
                "SELECT licence_no FROM licence_picture ORDER BY licence_no", String.class))
        .containsExactly("somebody-elses", "submitted");
  }

  @Test
  void manyAreRemovedByTwoInstancesAtOnceAThousandAtATime() {
    for (int i = 0; i < 1_100; i++) {
      // Many end in the same millisecond.
      insert("WAITING_SCAN", 8 + i / 550);
    }
    String kept = insert("WAITING_SCAN", 1);

    cleanup.removeEnded();
    assertThat(count("onboarding_session")).isEqualTo(101);
    CompletableFuture.allOf(
            CompletableFuture.runAsync(cleanup::removeEnded),
            CompletableFuture.runAsync(cleanup::removeEnded))
        .join();

    assertThat(jdbc.queryForList("SELECT qr_token FROM onboarding_session", String.class))
        .isEqualTo(List.of(kept));
  }

  private String insert(String status, int daysAgo) {
    String qrToken = UUID.randomUUID().toString();
    jdbc.update(
        "INSERT INTO onboarding_session (qr_token, browser_hash, scene, ticket, qr_url, status,"
            + " version, created_at, expires_at) VALUES (?, ?, ?, 't', 'u', ?, 0,"
            + " '2020-01-01', DATE(UTC_TIMESTAMP()) - INTERVAL ? DAY + INTERVAL 12 HOUR)",
        qrToken,
        qrToken,
        qrToken,
        status,
        daysAgo);
    return qrToken;
  }

  private void insertPicture(String licenceNo, String qrToken, boolean submitted) {
    jdbc.update(
        "INSERT INTO licence_picture (licence_no, qr_token, submitted, content_sealed, uploaded_at)"
            + " VALUES (?, ?, ?, 'x', UTC_TIMESTAMP(3))",
        licenceNo,
        qrToken,
        submitted);
  }

  private int count(String table) {
    Integer rows = jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Integer.class);
    return rows == null ? 0 : rows;
  }
}
