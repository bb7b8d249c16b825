package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.sql.StatementList;
import com.zhaoli.pay.common.work.Cleaning;
import com.zhaoli.pay.notify.log.internal.LaneMapper;
import com.zhaoli.pay.notify.log.internal.RetentionMapper;
import com.zhaoli.pay.notify.log.internal.RetentionMapper.Waiting;
import com.zhaoli.pay.notify.settings.NotifyProperties;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what the delivery log has kept for long enough, a thousand rows at a time, and dead
 * letters and replays that are over. What still waits for a try by then is given up, with a dead
 * letter: else a target that takes less than it gets would make the log grow for ever. An open dead
 * letter of a webhook is closed when the log has forgotten its delivery; others stay. The lane of a
 * receiver goes when the log has nothing of the receiver any more.
 */
@Component
class Retention implements Cleaning {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 1_000;

  /** What nobody has to do anything about any more. */
  private static final List<String> CLOSED = List.of("REPLAYED", "DELIVERED", "DISCARDED");

  private static final String FORGOTTEN =
      "Closed by the platform: its delivery is not kept in the log any more.";

  private final RetentionMapper mapper;
  private final LaneMapper lanes;
  private final LettersOfOld letters;
  private final NotifyProperties properties;
  private final TransactionTemplate transaction;
  private final Clock clock;

  /** Where the last look at open dead letters ended, most of which may have to stay. */
  private volatile String lookedTo = "";

  /** The same of lanes. */
  private volatile String laneLookedTo = "";

  Retention(
      RetentionMapper mapper,
      LaneMapper lanes,
      LettersOfOld letters,
      NotifyProperties properties,
      TransactionTemplate transaction,
      Clock clock) {
    this.mapper = mapper;
    this.lanes = lanes;
    this.letters = letters;
    this.properties = properties;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Scheduled(
      initialDelayString = "${zhaoli.notify.retention-interval:10m}",
      fixedDelayString = "${zhaoli.notify.retention-interval:10m}")
  void remove() {
    try {
      clean();
    } catch (DataAccessException | TransactionException e) {
      log.warn("The delivery log is not shortened everywhere: {}", e.getMessage());
    }
  }

  @Override
  public String table() {
    return "notification";
  }

  /**
   * Of all tables of the delivery log, and of what came of it. One that cannot be shortened keeps
   * the others from nothing.
   */
  @Override
  public int clean() {
    Instant now = clock.instant();
    Instant old = now.minus(properties.logRetention());
    Tables tables = new Tables();
    tables.shorten(
        "delivery_attempt",
        () ->
            Cleaning.inPortions(AT_ONCE, () -> mapper.attempts(Ids.lowest("dat_", old), AT_ONCE)));
    tables.shorten("notification", () -> notifications(Ids.lowest("ntf_", old)));
    tables.shorten(
        "event_message",
        () -> Cleaning.inPortions(AT_ONCE, () -> mapper.events(Ids.lowest("evt_", old), AT_ONCE)));
    tables.shorten("delivery_lane", this::receiversLanes);
    Instant over = now.minus(properties.closedRetention());
    tables.shorten("replay", () -> replays(over));
    for (String status : CLOSED) {
      tables.shorten("dead_letter", () -> deadLetters(status, over));
    }
    tables.shorten("dead_letter", () -> closeForgotten(old));
    return tables.removed();
  }

  /** What came of the tables so far. */
  private static final class Tables {
    private int removed;
    private @Nullable NestedRuntimeException failure;

    void shorten(String table, IntSupplier work) {
      try {
        int rows = work.getAsInt();
        removed += rows;
        if (rows > 0) {
          log.info("{} old rows of {} were removed or closed", rows, table);
        }
      } catch (DataAccessException | TransactionException e) {
        log.warn("Old rows of {} stay: {}", table, e.getMessage());
        failure = e;
      }
    }

    int removed() {
      if (failure != null) {
        throw failure;
      }
      return removed;
    }
  }

  private int notifications(String before) {
    return walk(
        "",
        after -> mapper.portion(after, before, AT_ONCE),
        (after, upTo) -> {
          Integer removed = transaction.execute(status -> removed(after, upTo));
          return removed == null ? 0 : removed;
        });
  }

  private int removed(String after, String upTo) {
    List<Waiting> waiting = mapper.waiting(after, upTo);
    for (TargetKind kind : TargetKind.values()) {
      List<String> untold =
          waiting.stream()
              .filter(one -> one.targetKind() == kind && !one.inTail())
              .map(Waiting::notificationNo)
              .toList();
      if (!untold.isEmpty()) {
        letters.waitedTooLong(kind, untold);
      }
    }
    int removed =
        waiting.isEmpty()
            ? 0
            : mapper.remove(waiting.stream().map(Waiting::notificationNo).toList());
    return removed + mapper.notifications(after, upTo);
  }

  /**
   * One portion in a sweep: each lane costs a look into the log, and most have to stay. Lanes of
   * endpoints go with their endpoints.
   */
  private int receiversLanes() {
    TargetKind kind = TargetKind.TEMPLATE_MESSAGE;
    String after = laneLookedTo;
    String upTo = lanes.portionOfIdle(kind, after, StatementList.LONGEST);
    laneLookedTo = upTo == null ? "" : upTo;
    if (upTo == null) {
      return 0;
    }
    int removed = 0;
    for (String target : lanes.forgotten(kind, after, upTo)) {
      Integer one =
          transaction.execute(
              status -> lanes.lockIdle(kind, target) == null ? 0 : lanes.remove(kind, target));
      removed += one == null ? 0 : one;
    }
    return removed;
  }

  private int replays(Instant over) {
    String before = Ids.lowest("rpl_", over);
    return Cleaning.inPortions(AT_ONCE, () -> mapper.replays(before, utc(over), AT_ONCE));
  }

  private int deadLetters(String status, Instant over) {
    String before = Ids.lowest("dlt_", over);
    return walk(
        "",
        after -> mapper.portionOfLetters(status, after, before, AT_ONCE),
        (after, upTo) -> mapper.deadLetters(status, after, upTo, utc(over)));
  }

  private int closeForgotten(Instant old) {
    String before = Ids.lowest("dlt_", old);
    return walk(
        lookedTo,
        after -> {
          String upTo = mapper.portionOfLetters("OPEN", after, before, AT_ONCE);
          lookedTo = upTo == null ? "" : after;
          return upTo;
        },
        (after, upTo) -> {
          List<String> numbers = mapper.forgotten(after, upTo, utc(old));
          return numbers.isEmpty() ? 0 : mapper.close(numbers, utc(old), FORGOTTEN);
        });
  }

  /** What is done with the numbers after the one, up to the other; with how many. */
  private interface Portion {
    int work(String after, String upTo);
  }

  /** From portion to portion, for as long as a sweep may take. */
  private static int walk(
      String from, Function<String, @Nullable String> endOfPortion, Portion portion) {
    long deadline = System.nanoTime() + TIME_LIMIT.toNanos();
    int done = 0;
    String after = from;
    String upTo = endOfPortion.apply(after);
    while (upTo != null) {
      done += portion.work(after, upTo);
      after = upTo;
      upTo = System.nanoTime() - deadline < 0 ? endOfPortion.apply(after) : null;
    }
    return done;
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
