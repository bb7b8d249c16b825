package com.zhaoli.pay.payment.idempotency.internal;

import com.zhaoli.pay.common.work.Cleaning;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Who answers a request with an Idempotency-Key, and what was answered; kept for seven days. */
@Component
public class IdempotencyStore implements Cleaning {
  private static final Duration KEPT = Duration.ofDays(7);

  /** Longer than any request takes; a first request that died is taken over after that. */
  private static final Duration LOCK = Duration.ofSeconds(60);

  private static final int CLEANING_LIMIT = 1_000;

  private final IdempotencyMapper mapper;
  private final Clock clock;

  IdempotencyStore(IdempotencyMapper mapper, Clock clock) {
    this.mapper = mapper;
    this.clock = clock;
  }

  /** What a request with a key is to do. */
  public sealed interface Admission {
    /** Do the work, then {@link #answered} or {@link #forget}. The time is the owner's token. */
    record First(Instant lockedUntil) implements Admission {}

    /** Give the first answer again. */
    record Replay(int status, String body) implements Admission {}

    /** The first request is not finished. */
    record InProgress() implements Admission {}

    /** The key stands for another request. */
    record Reused() implements Admission {}
  }

  /** Whether this request is the first with its key, and what it is to do if it is not. */
  public Admission admit(String merchantNo, String keyHash, String requestHash) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant until = now.plus(LOCK);
    IdempotencyDO row = new IdempotencyDO();
    row.setMerchantNo(merchantNo);
    row.setKeyHash(keyHash);
    row.setRequestHash(requestHash);
    row.setLockedUntil(until);
    row.setCreatedAt(now);
    try {
      mapper.insert(row);
      return new Admission.First(until);
    } catch (DuplicateKeyException e) {
      return admitAgain(merchantNo, keyHash, requestHash, now, until);
    }
  }

  private Admission admitAgain(
      String merchantNo, String keyHash, String requestHash, Instant now, Instant until) {
    IdempotencyDO present = mapper.find(merchantNo, keyHash);
    if (present == null) {
      // It was forgotten in between: the client's next try begins anew.
      return new Admission.InProgress();
    }
    if (!present.getRequestHash().equals(requestHash)) {
      return new Admission.Reused();
    }
    Integer status = present.getAnswerStatus();
    if (status != null) {
      return new Admission.Replay(status, present.getAnswerBody());
    }
    boolean died = !now.isBefore(present.getLockedUntil());
    return died && mapper.takeOver(merchantNo, keyHash, present.getLockedUntil(), until) == 1
        ? new Admission.First(until)
        : new Admission.InProgress();
  }

  /** Keeps the first answer, unless somebody has taken over. */
  public void answered(
      String merchantNo, String keyHash, Instant lockedUntil, int status, String body) {
    mapper.answer(merchantNo, keyHash, lockedUntil, status, body);
  }

  /** The answer does not count: the next equal request is the first again. */
  public void forget(String merchantNo, String keyHash, Instant lockedUntil) {
    mapper.forget(merchantNo, keyHash, lockedUntil);
  }

  @Scheduled(
      fixedDelayString = "${zhaoli.idempotency.cleaning-interval:10m}",
      initialDelayString = "5m")
  @Override
  public int clean() {
    Instant before = clock.instant().minus(KEPT);
    return Cleaning.inPortions(CLEANING_LIMIT, () -> mapper.deleteOlder(before, CLEANING_LIMIT));
  }

  @Override
  public String table() {
    return "idempotency_record";
  }
}
