package com.zhaoli.pay.notify.replay.internal;

import com.zhaoli.pay.notify.log.NotificationStatus;
import com.zhaoli.pay.notify.replay.ReplayBO;
import com.zhaoli.pay.notify.replay.ReplayStatus;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Replays, and the rows that they look at. */
@Component
public class ReplayStore {
  private final ReplayMapper mapper;

  ReplayStore(ReplayMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * A row of the delivery log that may be replayed.
   *
   * @param own where it stands itself
   * @param newest where the newest delivery of the same event to the same target stands
   */
  public record Candidate(
      String notificationNo,
      String target,
      int deliverySeq,
      NotificationStatus own,
      NotificationStatus newest) {

    /** A replay of a replay is none: the first delivery stands for the event. */
    public boolean isOf(ReplayBO replay) {
      return target.equals(replay.endpointNo()) && deliverySeq == 0 && isWanted(replay, newest);
    }

    /**
     * Whether a replay is for this event.
     *
     * @param last where its newest delivery stands; one that was not wanted at its time, since the
     *     endpoint was disabled, leaves the event as it was before
     */
    public boolean isWanted(ReplayBO replay, NotificationStatus last) {
      return replay.wants(last == NotificationStatus.SKIPPED ? own : last);
    }
  }

  /**
   * Adds it unless so many of the merchant's are running; one call at a time for a merchant, or
   * others are added between the count and the row.
   *
   * @return false when {@code limit} are running
   */
  public boolean addWithin(int limit, ReplayBO replay) {
    if (mapper.running(replay.merchantNo()) >= limit) {
      return false;
    }
    mapper.add(row(replay), utc(replay.createdAt()));
    return true;
  }

  public Optional<ReplayBO> one(String merchantNo, String replayNo) {
    return Optional.ofNullable(mapper.one(merchantNo, replayNo)).map(ReplayStore::toBo);
  }

  /** Those of an endpoint, newest first. */
  public List<ReplayBO> newest(String merchantNo, String endpointNo, int limit) {
    return mapper.newest(merchantNo, endpointNo, limit).stream().map(ReplayStore::toBo).toList();
  }

  /** Ends it where it is, if it still runs: who carries it out finds no stretch to write. */
  public void cancel(String merchantNo, String replayNo) {
    mapper.cancel(merchantNo, replayNo);
  }

  /** Leases the replay that has waited longest. */
  @Transactional
  public Optional<ReplayBO> leaseDue(Instant now, Instant until) {
    Optional<ReplayBO> due = Optional.ofNullable(mapper.lockDue(utc(now))).map(ReplayStore::toBo);
    due.ifPresent(replay -> dueAt(replay, until));
    return due;
  }

  public void dueAt(ReplayBO replay, Instant at) {
    mapper.dueAt(replay.replayNo(), utc(at));
  }

  /** The merchant's rows with larger numbers, up to the end, by their numbers. */
  public List<Candidate> rowsAfter(String merchantNo, String position, String end, int limit) {
    return mapper.rowsAfter(merchantNo, position, end, limit);
  }

  /** False when it is not at that position any more: somebody else goes on with it. */
  public boolean advance(
      ReplayBO replay, String position, int found, boolean isDone, Instant nextDue) {
    return mapper.advance(
            replay.replayNo(),
            replay.position(),
            position,
            found,
            isDone ? ReplayStatus.DONE : ReplayStatus.RUNNING,
            isDone ? null : utc(nextDue))
        == 1;
  }

  private static ReplayDO row(ReplayBO replay) {
    return new ReplayDO(
        replay.replayNo(),
        replay.merchantNo(),
        replay.endpointNo(),
        utc(replay.since()),
        utc(replay.until()),
        replay.onlyFailed(),
        replay.position(),
        replay.replayed(),
        replay.status(),
        replay.createdBy(),
        utc(replay.createdAt()));
  }

  private static ReplayBO toBo(ReplayDO row) {
    return new ReplayBO(
        row.replayNo(),
        row.merchantNo(),
        row.endpointNo(),
        row.since().toInstant(ZoneOffset.UTC),
        row.until().toInstant(ZoneOffset.UTC),
        row.onlyFailed(),
        row.positionNo(),
        row.replayed(),
        row.status(),
        row.createdBy(),
        row.createdAt().toInstant(ZoneOffset.UTC));
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
  }
}
