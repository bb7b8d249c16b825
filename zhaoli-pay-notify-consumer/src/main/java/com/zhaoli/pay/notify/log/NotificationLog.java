package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.message.PaymentEvent;
import com.zhaoli.pay.common.sql.StatementList;
import com.zhaoli.pay.notify.claim.ClaimDecision;
import com.zhaoli.pay.notify.claim.ClaimKey;
import com.zhaoli.pay.notify.log.internal.ClaimRow;
import com.zhaoli.pay.notify.log.internal.LaneMapper;
import com.zhaoli.pay.notify.log.internal.LogHead;
import com.zhaoli.pay.notify.log.internal.NotificationClaims;
import com.zhaoli.pay.notify.log.internal.NotificationConverter;
import com.zhaoli.pay.notify.log.internal.NotificationMapper;
import com.zhaoli.pay.notify.target.Room;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The delivery log. A row is claimed before its effect and settled after it, by the same unique key
 * as in Redis: where Redis was lost, or never asked, the row decides who delivers. That makes two
 * effects of one event possible only where a consumer died, or lost the database, between effect
 * and settlement.
 */
@Service
public class NotificationLog {
  private static final int ERROR_LENGTH = 500;

  private static final int LOOKED_AT = 2_000;

  /** A delivery, and one that is later. */
  private static final int LOCKED = 2;

  /** Lanes that one look takes work from, at most. */
  private static final int LANES_AT_ONCE = 50;

  private final NotificationMapper mapper;
  private final NotificationClaims rowClaims;
  private final LaneMapper lanes;

  public NotificationLog(
      NotificationMapper mapper, NotificationClaims rowClaims, LaneMapper lanes) {
    this.mapper = mapper;
    this.rowClaims = rowClaims;
    this.lanes = lanes;
  }

  /**
   * Claims a row for each entry. May be repeated: what {@code owner} holds stays its own.
   *
   * @param polled whether the poller brings a delivery back (dispatch mode async), or the broker
   */
  public Map<ClaimKey, RowClaim> claim(
      String owner, Duration lease, boolean polled, List<LogEntry> entries) {
    if (entries.isEmpty()) {
      return Map.of();
    }
    List<LogEntry> ordered = ordered(entries);
    Map<ClaimKey, RowClaim> claims = new HashMap<>();
    for (int i = 0; i < ordered.size(); i += StatementList.LONGEST) {
      claimSome(
          owner,
          lease,
          polled,
          ordered.subList(i, Math.min(ordered.size(), i + StatementList.LONGEST)),
          claims);
    }
    return claims;
  }

  /**
   * The same for what the broker brings, which is nearly always new unless it was tried before. Not
   * to be called in a transaction: one that meets a row that is there ends, and {@link #claim}
   * follows in another.
   */
  public Map<ClaimKey, RowClaim> claimNew(String owner, Duration lease, List<LogEntry> entries) {
    if (entries.stream().anyMatch(entry -> entry.attempts() > 0)) {
      return claim(owner, lease, false, entries);
    }
    List<LogEntry> ordered = ordered(entries);
    List<String> numbers;
    try {
      numbers =
          NotificationConverter.insert(
              ordered, rows -> rowClaims.insertNew(owner, micros(lease), rows));
    } catch (DuplicateKeyException e) {
      return claim(owner, lease, false, entries);
    }
    Map<ClaimKey, RowClaim> claims = new HashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      claims.put(ordered.get(i).key(), new RowClaim(numbers.get(i), new ClaimDecision.Claimed()));
    }
    return claims;
  }

  /** For all consumers the same: two that meet in the same rows then wait, and do not deadlock. */
  private static List<LogEntry> ordered(List<LogEntry> entries) {
    return entries.stream().sorted((a, b) -> a.key().compareTo(b.key())).toList();
  }

  private void claimSome(
      String owner,
      Duration lease,
      boolean polled,
      List<LogEntry> entries,
      Map<ClaimKey, RowClaim> claims) {
    Map<ClaimKey, Integer> headers = new HashMap<>();
    entries.forEach(entry -> headers.put(entry.key(), entry.attempts()));
    // Most are new, and read by the numbers that they were given.
    for (ClaimRow row : inserted(owner, lease, polled, entries)) {
      claims.put(key(row), claim(row, owner, headers));
    }
    List<ClaimKey> found =
        entries.stream().map(LogEntry::key).filter(key -> !claims.containsKey(key)).toList();
    if (!found.isEmpty()) {
      for (ClaimRow row : mapper.ofKeys(StatementList.of(found))) {
        claims.put(key(row), claim(row, owner, headers));
      }
    }
  }

  private List<ClaimRow> inserted(
      String owner, Duration lease, boolean polled, List<LogEntry> entries) {
    return NotificationConverter.insert(
        entries, rows -> rowClaims.insert(owner, micros(lease), polled, rows), mapper::claimedAnew);
  }

  private static ClaimKey key(ClaimRow row) {
    return new ClaimKey(row.paymentNo(), row.eventId(), row.target(), row.deliverySeq());
  }

  private static RowClaim claim(ClaimRow row, String owner, Map<ClaimKey, Integer> headers) {
    return new RowClaim(
        row.notificationNo(), decide(row, owner, headers.getOrDefault(key(row), 0)));
  }

  static ClaimDecision decide(ClaimRow row, String owner, int headerAttempts) {
    return switch (row.status()) {
      case DELIVERED, SKIPPED, GONE -> new ClaimDecision.Done();
      case DEAD ->
          new ClaimDecision.Dead(
              row.attempts(), row.lastError() == null ? "no reason kept" : row.lastError());
      case HELD -> new ClaimDecision.OnHold();
      // Its dead letter may be what a crash cut off; from there on the database brings it back.
      case LONG_TAIL ->
          new ClaimDecision.Dead(
              row.attempts(), row.lastError() == null ? "no reason kept" : row.lastError());
      case PENDING, DELIVERING, RETRYING -> {
        if (owner.equals(row.owner())) {
          yield new ClaimDecision.Claimed();
        }
        yield row.leaseInForce() || headerAttempts >= row.attempts()
            ? new ClaimDecision.Held()
            : new ClaimDecision.Behind(row.attempts());
      }
    };
  }

  /** Settles what {@code owner} still holds; the rest was taken over and is no longer ours. */
  public void settle(String owner, List<RowSettlement> settlements) {
    settle(owner, settlements, false);
  }

  /**
   * The same for deliveries that the poller brings back, whoever brought them so far. In the same
   * transaction {@link #dueIn} is to follow.
   */
  public void settleAndBringBack(String owner, List<RowSettlement> settlements) {
    settle(owner, settlements, true);
  }

  private void settle(String owner, List<RowSettlement> settlements, boolean broughtBack) {
    // Most of a batch ends alike, so that one statement settles it.
    record Alike(
        NotificationStatus status,
        int attempts,
        @Nullable Integer httpStatus,
        @Nullable String error,
        @Nullable Duration nextIn,
        boolean keepsItsPlace,
        @Nullable Integer tail) {}
    Map<Alike, List<String>> groups = new LinkedHashMap<>();
    for (RowSettlement s : settlements) {
      groups
          .computeIfAbsent(
              new Alike(
                  s.status(),
                  s.attempts(),
                  s.httpStatus(),
                  cut(s.error()),
                  s.nextIn(),
                  s.keepsItsPlace(),
                  s.tail()),
              alike -> new ArrayList<>())
          .add(s.notificationNo());
    }
    groups.forEach(
        (alike, numbers) ->
            inChunks(
                numbers,
                some ->
                    mapper.settle(
                        owner,
                        some,
                        alike.status(),
                        alike.attempts(),
                        alike.httpStatus(),
                        alike.error(),
                        alike.nextIn() == null ? null : micros(alike.nextIn()),
                        broughtBack,
                        alike.keepsItsPlace(),
                        alike.tail(),
                        RowSettlement.TAIL_IS_OVER)));
  }

  /**
   * Has the poller bring these back if {@code owner} does not settle them before its lease ends. In
   * the same transaction {@link #dueIn} is to follow.
   */
  public void keep(String owner, List<String> notificationNos) {
    inChunks(notificationNos, some -> mapper.keep(owner, some));
  }

  /** Has the poller look at these targets then, if not earlier; after their rows were written. */
  public void dueIn(TargetKind kind, Set<String> targets, Duration delay) {
    SortedMap<String, Duration> delays = new TreeMap<>();
    targets.forEach(target -> delays.put(target, delay));
    dueIn(kind, delays);
  }

  /** The same, at each target's own time. */
  public void dueIn(TargetKind kind, SortedMap<String, Duration> delays) {
    if (!delays.isEmpty()) {
      SortedMap<String, Long> inMicros = new TreeMap<>();
      delays.forEach((target, delay) -> inMicros.put(target, micros(delay)));
      lanes.dueIn(kind, inMicros);
    }
  }

  /**
   * Stores deliveries for the poller, due after {@code delay}; what is there already stays. To be
   * called in a transaction.
   */
  public void addPending(List<LogEntry> entries, Duration delay) {
    addPendingRows(entries, delay);
    Map<TargetKind, Set<String>> targets = new EnumMap<>(TargetKind.class);
    for (LogEntry entry : entries) {
      targets.computeIfAbsent(entry.kind(), kind -> new TreeSet<>()).add(entry.key().target());
    }
    targets.forEach((kind, names) -> dueIn(kind, names, delay));
  }

  /** The same, except that in the same transaction {@link #dueIn} is to follow. */
  public void addPendingRows(List<LogEntry> entries, Duration delay) {
    if (!entries.isEmpty()) {
      mapper.addPending(
          micros(delay), entries.stream().map(NotificationConverter::toNewRow).toList());
    }
  }

  /**
   * Leases what is due, so that no other instance takes it: from many targets a little each, so
   * that a target with a large backlog is no reason for others to wait.
   *
   * @param rooms how many deliveries a target can take now
   */
  @Transactional
  public Leased leaseDue(
      TargetKind kind, String owner, Duration lease, int limit, Function<String, Room> rooms) {
    List<String> numbers = new ArrayList<>();
    List<String> due = lanes.lockDue(kind, LANES_AT_ONCE);
    for (String target : due) {
      Room room = rooms.apply(target);
      if (room.calls() <= 0) {
        lanes.putOff(kind, target, micros(room.pause()));
        continue;
      }
      int share = Math.max(1, limit / due.size());
      List<String> some = mapper.lockDue(kind, target, Math.min(room.calls(), share));
      if (!some.isEmpty() && mapper.lease(owner, micros(lease), some) > 0) {
        numbers.addAll(some);
      }
      lanes.dueByRows(kind, target);
    }
    return new Leased(
        numbers.isEmpty()
            ? List.of()
            : mapper.leased(owner, numbers).stream().map(NotificationConverter::toDue).toList(),
        due.size() == LANES_AT_ONCE);
  }

  /**
   * What a look of the poller brought.
   *
   * @param isMore whether there were more targets than one look goes through
   */
  public record Leased(List<DueNotification> deliveries, boolean isMore) {}

  /**
   * Whether so many deliveries or more wait for a target or are under way from the database.
   *
   * @param lease of those that are under way
   */
  public boolean isBehind(TargetKind kind, String target, Duration lease, int deliveries) {
    return mapper.dueUpTo(kind, target, micros(lease), deliveries) >= deliveries;
  }

  /** Has the poller look also where somebody wrote what is due, and nothing of when. */
  public void repairLanes(TargetKind kind) {
    lanes.repair(kind);
  }

  /** For how long the poller has not looked where something is due; zero when it keeps up. */
  public Duration overdue(TargetKind kind) {
    Long millis = lanes.overdueMillis(kind);
    return millis == null ? Duration.ZERO : Duration.ofMillis(millis);
  }

  /** Gives back what {@code owner} leased from the poller and did not settle. */
  @Transactional
  public void putBack(TargetKind kind, String owner, List<DueNotification> due, Duration delay) {
    List<String> numbers = due.stream().map(DueNotification::notificationNo).toList();
    if (!numbers.isEmpty()
        && mapper.putBack(owner, micros(delay), numbers, RowSettlement.TAIL_IS_OVER) > 0) {
      dueIn(kind, due.stream().map(one -> one.key().target()).collect(Collectors.toSet()), delay);
    }
  }

  /**
   * Has the poller bring a delivery back of which Redis counted attempts, after {@code delay} where
   * it has no row, and else when that row says: also one that was left to the broker so far. What
   * is over, kept, or in the long tail stays as it is.
   */
  @Transactional
  public void bringBack(LogEntry entry, int attempts, Duration delay) {
    addPending(List.of(entry), delay);
    align(entry.key(), false, attempts);
  }

  /** Takes over from Redis what this row does not know: that it is done, or more attempts. */
  public void align(ClaimKey key, boolean done, int attempts) {
    mapper.align(key.paymentNo(), key.eventId(), key.target(), key.deliverySeq(), done, attempts);
  }

  /**
   * Removes the row of an unresolved target, after the rows of the real targets were claimed.
   *
   * @return whether it was there
   */
  public boolean dissolve(ClaimKey unresolved) {
    return mapper.dissolve(
            unresolved.paymentNo(),
            unresolved.eventId(),
            unresolved.target(),
            unresolved.deliverySeq())
        > 0;
  }

  /**
   * Whether the log knows that nothing is left to deliver.
   *
   * @param target the one target, or null for all of this kind that the log knows of
   */
  public boolean isSettled(PaymentEvent event, TargetKind kind, @Nullable String target) {
    List<NotificationStatus> known =
        mapper.statuses(event.paymentNo(), event.eventId(), event.deliverySeq(), kind, target);
    return !known.isEmpty()
        && known.stream()
            .allMatch(
                status ->
                    switch (status) {
                      case DELIVERED, SKIPPED, GONE, HELD, LONG_TAIL -> true;
                      case PENDING, DELIVERING, RETRYING, DEAD -> false;
                    });
  }

  /**
   * Whether the log knows this delivery as made or not wanted, or a later one of the same event to
   * the same target, which stands for the event from then on. To be called in a transaction: until
   * that ends, the answer stays true.
   */
  public boolean isOver(ClaimKey key) {
    return mapper
        .lockFrom(key.paymentNo(), key.eventId(), key.target(), key.deliverySeq(), LOCKED)
        .stream()
        .anyMatch(
            row ->
                row.deliverySeq() > key.deliverySeq()
                    || switch (row.status()) {
                      case DELIVERED, SKIPPED, GONE -> true;
                      case PENDING, DELIVERING, RETRYING, HELD, LONG_TAIL, DEAD -> false;
                    });
  }

  /** Whether a delivery was given up; not so, when somebody else took it over and went on. */
  public boolean isDead(String notificationNo) {
    return mapper.statusOf(notificationNo) == NotificationStatus.DEAD;
  }

  /**
   * Has a delivery that was given up tried again in the long tail; once, however often it is said.
   * To be called in the transaction that stores its dead letter.
   */
  public void beginTail(ClaimKey key, TargetKind kind, Duration pause) {
    if (mapper.beginTail(
            key.paymentNo(), key.eventId(), key.target(), key.deliverySeq(), micros(pause))
        > 0) {
      dueIn(kind, Set.of(key.target()), pause);
    }
  }

  /** Ends the long tail of a delivery: nobody tries it any more. */
  public void endTail(ClaimKey key) {
    mapper.endTail(
        key.paymentNo(),
        key.eventId(),
        key.target(),
        key.deliverySeq(),
        RowSettlement.TAIL_IS_OVER);
  }

  /**
   * Whether nobody is to try this delivery any more, since its long tail was ended. To be called in
   * a transaction: until that ends, the answer stays true.
   */
  public boolean isTailOver(ClaimKey key) {
    return Boolean.TRUE.equals(
        mapper.isTailOver(
            key.paymentNo(),
            key.eventId(),
            key.target(),
            key.deliverySeq(),
            RowSettlement.TAIL_IS_OVER));
  }

  /** Has what was kept for a target delivered now; how many of at most {@code limit}. */
  @Transactional
  public int release(TargetKind kind, String target, int limit) {
    List<String> held = mapper.held(kind, target, limit);
    if (!held.isEmpty()) {
      inChunks(held, mapper::release);
      dueIn(kind, Set.of(target), Duration.ZERO);
    }
    return held.size();
  }

  /**
   * Ends what waits for a target that is there no more. Not what somebody is about to deliver or
   * the broker brings back: that finds out by itself.
   *
   * @return how many of at most {@code limit}
   */
  public int skipWaiting(TargetKind kind, String target, String reason, int limit) {
    List<String> waiting = mapper.waiting(kind, target, limit);
    inChunks(waiting, some -> mapper.skip(some, reason));
    return waiting.size();
  }

  /** Whether there is anything of a target. */
  public boolean isKnown(TargetKind kind, String target) {
    return mapper.isKnown(kind, target);
  }

  /** Has nobody look any more at targets that are there no more, where nothing is left to do. */
  public void forget(TargetKind kind, List<String> targets) {
    inChunks(targets, some -> lanes.forget(kind, some));
  }

  /**
   * A merchant's deliveries, newest first. Looks at two thousand rows at most, of the payment's
   * where one is named, so that nobody's rare state costs others their time: a page may hold fewer
   * than the limit, or none, and still have a next. None when the payment is another merchant's.
   *
   * @param after the {@code next} of the page before
   */
  public LogPage newestFirst(
      String merchantNo, LogFilter filter, @Nullable String after, int limit) {
    List<LogHead> heads = mapper.heads(merchantNo, filter.paymentNo(), after, LOOKED_AT);
    List<String> numbers = new ArrayList<>(limit);
    String last = null;
    for (LogHead head : heads) {
      if (numbers.size() == limit) {
        break;
      }
      last = head.notificationNo();
      if ((filter.target() == null || filter.target().equals(head.target()))
          && (filter.status() == null || filter.status() == head.status())) {
        numbers.add(last);
      }
    }
    boolean isMore =
        heads.size() == LOOKED_AT
            || (last != null && !last.equals(heads.get(heads.size() - 1).notificationNo()));
    List<NotificationBO> rows =
        numbers.isEmpty()
            ? List.of()
            : mapper.byNumbers(merchantNo, numbers).stream()
                .map(NotificationConverter::toBo)
                .toList();
    return new LogPage(rows, isMore ? last : null);
  }

  private static <T> void inChunks(List<T> all, Consumer<List<T>> statement) {
    for (int i = 0; i < all.size(); i += StatementList.LONGEST) {
      statement.accept(
          StatementList.of(all.subList(i, Math.min(all.size(), i + StatementList.LONGEST))));
    }
  }

  /** A token that nobody else has, for the leases of one batch. */
  public static String newOwner() {
    return Ids.withPrefix("own_");
  }

  private static @Nullable String cut(@Nullable String error) {
    return error == null || error.length() <= ERROR_LENGTH
        ? error
        : error.substring(0, ERROR_LENGTH);
  }

  private static long micros(Duration duration) {
    return duration.toMillis() * 1_000;
  }
}
