package com.zhaoli.pay.notify.deadletter.internal;

import com.zhaoli.pay.common.client.job.WorkPlan;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.deadletter.DeadLetter;
import com.zhaoli.pay.notify.deadletter.DeadLetterBO;
import com.zhaoli.pay.notify.deadletter.DeadLetterFilter;
import com.zhaoli.pay.notify.deadletter.DeadLetterStatus;
import com.zhaoli.pay.notify.log.DeadLetterMoves;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Between rows and what leaves the feature. */
@Component
public class DeadLetterStore implements DeadLetterMoves {
  private static final String PREFIX = "dlt_";

  /** Of the part of a number that tells its time; the rest tells it apart from others. */
  private static final int TIME_LENGTH = 10;

  private static final int AT_ONCE = 1_000;

  private final DeadLetterMapper mapper;

  DeadLetterStore(DeadLetterMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Idempotent.
   *
   * @return the new row's number; empty when the event and target had one before
   */
  public Optional<String> add(DeadLetter letter) {
    String number = Ids.withPrefix(PREFIX);
    DeadLetterDO row = new DeadLetterDO();
    row.setDeadLetterNo(number);
    row.setEventId(letter.eventId());
    row.setTarget(letter.target());
    row.setDeliverySeq(letter.deliverySeq());
    row.setTargetKind(letter.kind());
    row.setPaymentNo(letter.paymentNo());
    row.setMerchantNo(letter.merchantNo());
    row.setEventType(letter.eventType());
    row.setPayload(letter.payload());
    row.setReason(letter.reason());
    row.setAttempts(letter.attempts());
    row.setTraceparent(letter.traceparent());
    mapper.store(row);
    return number.equals(mapper.numberOf(letter.eventId(), letter.target()))
        ? Optional.of(number)
        : Optional.empty();
  }

  /** Newest first, after the given number. */
  public List<DeadLetterBO> newestFirst(
      DeadLetterFilter filter, @Nullable String after, int limit) {
    return mapper
        .newestFirst(filter.status(), filter.merchantNo(), filter.target(), after, limit)
        .stream()
        .map(row -> toBo(row, row.getPayloadBytes()))
        .toList();
  }

  public Optional<DeadLetterBO> one(String deadLetterNo) {
    return Optional.ofNullable(mapper.one(deadLetterNo))
        .map(row -> toBo(row, row.getPayload().length));
  }

  /** What was to be delivered, as its bytes. */
  public Optional<byte[]> payload(String deadLetterNo) {
    return Optional.ofNullable(mapper.one(deadLetterNo)).map(DeadLetterDO::getPayload);
  }

  /** False when it is not in that state any more. */
  public boolean move(
      String deadLetterNo,
      DeadLetterStatus from,
      DeadLetterStatus to,
      @Nullable String note,
      String changedBy) {
    return mapper.move(deadLetterNo, from, to, note, changedBy) == 1;
  }

  /**
   * The ranges of the webhooks that were given up by a moment.
   *
   * @param since not those that were given up first before
   */
  public WorkPlan givenUpRanges(Instant since, Instant cutoff) {
    return WorkPlan.of(
        mapper.givenUpRanges(
            Ids.lowest(PREFIX, since), utc(cutoff), WorkPlan.RANGE_KEYS, WorkPlan.MAX_RANGES));
  }

  /** The webhooks of a range that were given up by a moment and still are. */
  public List<String> givenUpWithin(
      Instant since, Instant cutoff, String after, String upTo, int limit) {
    return mapper.givenUpWithin(Ids.lowest(PREFIX, since), utc(cutoff), after, upTo, limit);
  }

  /**
   * Of deliveries in the log, by their numbers.
   *
   * @param now what the new numbers tell
   */
  public void addOfLog(List<String> notificationNos, String reason, Instant now) {
    String time = Ids.lowest(PREFIX, now).substring(0, PREFIX.length() + TIME_LENGTH);
    mapper.storeOfLog(time, notificationNos, reason);
  }

  /** Closes that of this delivery, or of an earlier one of the event to the target. */
  public void notWanted(ClaimKey key, String note) {
    mapper.notWanted(key.eventId(), key.target(), key.deliverySeq(), note);
  }

  /** Closes all that are open of a target; false when the time was up before. */
  public boolean notWanted(String target, String note, long deadlineNanos) {
    String after = "";
    String upTo = mapper.portionOfTarget(target, after, AT_ONCE);
    while (upTo != null) {
      if (System.nanoTime() - deadlineNanos >= 0) {
        return false;
      }
      mapper.notWantedOfTarget(target, after, upTo, note);
      after = upTo;
      upTo = mapper.portionOfTarget(target, after, AT_ONCE);
    }
    return true;
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }

  @Override
  public void replayed(String eventId, String target, @Nullable String by) {
    mapper.replayed(eventId, target, by);
  }

  /** The target's, and that of the target that stood for it while it was not known. */
  public void delivered(String eventId, TargetKind kind, String target) {
    mapper.delivered(eventId, target, kind.unresolvedTarget());
  }

  private static DeadLetterBO toBo(DeadLetterDO row, int payloadBytes) {
    return new DeadLetterBO(
        row.getDeadLetterNo(),
        row.getEventId(),
        row.getTarget(),
        row.getDeliverySeq(),
        row.getTargetKind(),
        row.getPaymentNo(),
        row.getMerchantNo(),
        row.getEventType(),
        payloadBytes,
        row.getReason(),
        row.getAttempts(),
        row.getStatus(),
        row.getNote(),
        row.getChangedBy(),
        row.getTraceparent(),
        row.getCreatedAt().toInstant(ZoneOffset.UTC),
        row.getUpdatedAt().toInstant(ZoneOffset.UTC));
  }
}
