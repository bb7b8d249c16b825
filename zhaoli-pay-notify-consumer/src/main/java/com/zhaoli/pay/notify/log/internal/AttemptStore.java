package com.zhaoli.pay.notify.log.internal;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.log.AttemptEntry;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Attempts in the database. */
@Component
public class AttemptStore {
  private static final int PROBLEM_LENGTH = 500;

  private final AttemptMapper mapper;

  AttemptStore(AttemptMapper mapper) {
    this.mapper = mapper;
  }

  public void add(List<AttemptEntry> attempts) {
    mapper.add(attempts.stream().map(AttemptStore::row).toList());
  }

  /** Oldest first. */
  public List<AttemptEntry> of(String notificationNo, int limit) {
    return mapper.of(notificationNo, limit).stream().map(AttemptStore::entry).toList();
  }

  private static AttemptDO row(AttemptEntry entry) {
    return new AttemptDO(
        Ids.withPrefix("dat_"),
        entry.notificationNo(),
        LocalDateTime.ofInstant(entry.beganAt(), ZoneOffset.UTC),
        (int) entry.took().toMillis(),
        entry.result(),
        entry.address(),
        entry.httpStatus(),
        entry.response(),
        cut(entry.problem()));
  }

  private static AttemptEntry entry(AttemptDO row) {
    return new AttemptEntry(
        row.notificationNo(),
        row.beganAt().toInstant(ZoneOffset.UTC),
        Duration.ofMillis(row.tookMillis()),
        row.result(),
        row.address(),
        row.httpStatus(),
        row.response(),
        row.problem());
  }

  private static @Nullable String cut(@Nullable String problem) {
    return problem == null || problem.length() <= PROBLEM_LENGTH
        ? problem
        : problem.substring(0, PROBLEM_LENGTH);
  }
}
