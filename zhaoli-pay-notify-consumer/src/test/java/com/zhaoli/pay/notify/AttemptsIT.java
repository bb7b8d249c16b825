package com.zhaoli.pay.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.notify.log.AttemptEntry;
import com.zhaoli.pay.notify.log.AttemptLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Attempts are many, and each has other columns empty than the one before it. */
class AttemptsIT {
  private static final Instant BEGAN = Instant.parse("2026-11-28T20:15:30.123Z");

  private static NotifyService service;
  private static AttemptLog attempts;

  @BeforeAll
  static void itRuns() {
    service = NotifyService.start(new Outside(), "zhaoli_notify_attempts", NotifyService.rabbit());
    attempts = service.bean(AttemptLog.class);
  }

  @AfterAll
  static void itEnds() {
    service.close();
  }

  private static AttemptEntry answered(String number, int status) {
    return new AttemptEntry(
        number,
        BEGAN,
        Duration.ofMillis(12),
        "FAILED",
        "https://shop.example/a",
        status,
        "好",
        null);
  }

  private static AttemptEntry unanswered(String number, @Nullable String address) {
    return new AttemptEntry(
        number, BEGAN, Duration.ofSeconds(10), "FAILED", address, null, null, "No answer in 10 s.");
  }

  @Test
  void manyAttemptsOfAllKindsAreKeptAsTheyWere() {
    List<AttemptEntry> given = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      String number = "ntf_many_" + i % 6;
      given.add(
          switch (i % 3) {
            case 0 -> unanswered(number, null);
            case 1 -> answered(number, 500 + i % 2);
            default -> unanswered(number, "https://shop.example/b");
          });
    }

    attempts.add(given);

    for (int i = 0; i < 6; i++) {
      String number = "ntf_many_" + i;
      assertThat(attempts.of(number))
          .containsExactlyInAnyOrderElementsOf(
              given.stream().filter(entry -> entry.notificationNo().equals(number)).toList());
    }
  }

  @Test
  void ofAttemptsThatAreAddedTogetherAllAreKeptOrNone() {
    List<AttemptEntry> given = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      given.add(answered("ntf_none", 500));
    }
    given.add(unanswered("ntf_none", "https://shop.example/" + "x".repeat(500)));

    assertThatThrownBy(() -> attempts.add(given)).isInstanceOf(DataAccessException.class);

    assertThat(attempts.of("ntf_none")).isEmpty();
  }
}
