package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.merchant.licence.Licences;
import com.zhaoli.pay.merchant.onboarding.internal.OnboardingStore;
import com.zhaoli.pay.merchant.onboarding.internal.OnboardingStore.Ended;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes onboardings that have ended, with the openid and the picture that nobody applied with; a
 * bounded number at a time. Several instances may do it at once: each row is removed by
 * compare-and-set. The merchant, its receivers and the picture it applied with stay.
 */
@Component
class OnboardingCleanup {
  /** Scans are brought for up to three days. */
  private static final Duration KEEP_UNUSED = Duration.ofDays(7);

  /** Until ten days after its browser has forgotten its cookie, 60 days after the QR code's end. */
  private static final Duration KEEP_FINISHED = Duration.ofDays(70);

  private static final int BATCH = 100;
  private static final int MAX_BATCHES = 10;

  private final OnboardingStore store;
  private final Licences licences;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OnboardingCleanup(
      OnboardingStore store, Licences licences, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.licences = licences;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "3m", fixedDelayString = "10m")
  void removeEnded() {
    for (OnboardingStatus status : OnboardingStatus.values()) {
      keptFor(status).ifPresent(kept -> removeEnded(status, clock.instant().minus(kept)));
    }
  }

  /** How long after the QR code's end; empty for what is not removed. */
  private static Optional<Duration> keptFor(OnboardingStatus status) {
    return switch (status) {
      case WAITING_SCAN, SCANNED -> Optional.of(KEEP_UNUSED);
      case APPROVED, REJECTED -> Optional.of(KEEP_FINISHED);
      // Somebody still waits for the first, and the second is never stored.
      case SUBMITTED, EXPIRED -> Optional.empty();
    };
  }

  private void removeEnded(OnboardingStatus status, Instant before) {
    Ended last = Ended.BEFORE_ALL;
    for (int batch = 0; batch < MAX_BATCHES; batch++) {
      List<Ended> ended = store.ended(status, before, last, BATCH);
      ended.forEach(onboarding -> remove(onboarding.qrToken(), status, before));
      if (ended.size() < BATCH) {
        return;
      }
      last = ended.get(BATCH - 1);
    }
  }

  private void remove(String qrToken, OnboardingStatus status, Instant before) {
    transaction.executeWithoutResult(
        open -> {
          if (store.remove(qrToken, status, before)) {
            licences.removeDraft(qrToken);
          }
        });
  }
}
