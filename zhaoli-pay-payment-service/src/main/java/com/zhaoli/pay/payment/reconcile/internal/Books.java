package com.zhaoli.pay.payment.reconcile.internal;

import com.zhaoli.pay.common.money.Money;
import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.ChannelBills.Kind;
import com.zhaoli.pay.payment.reconcile.BillAccount;
import com.zhaoli.pay.payment.reconcile.BusinessDay;
import com.zhaoli.pay.payment.reconcile.OwnEntry;
import com.zhaoli.pay.payment.reconcile.OwnEntry.State;
import com.zhaoli.pay.payment.reconcile.internal.BooksMapper.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Our books, as far as a bill can tell of them. Nothing here changes an amount or a status. */
@Component
public class Books {
  private final BooksMapper mapper;
  private final Clock clock;

  Books(BooksMapper mapper, Clock clock) {
    this.mapper = mapper;
    this.clock = clock;
  }

  /** Where a page ended. */
  public record Cursor(Instant at, String entryNo) {
    static Cursor startOf(BusinessDay day) {
      return new Cursor(day.start(), "");
    }
  }

  /**
   * Entries of an account in the order of their time.
   *
   * @param next where the next page begins; null: this is the last
   */
  public record Page(List<OwnEntry> entries, @Nullable Cursor next) {}

  /** What the account's books have under these numbers, by number. */
  public Map<String, OwnEntry> find(
      BillAccount account, Kind subject, Collection<String> entryNos) {
    if (entryNos.isEmpty()) {
      return Map.of();
    }
    List<Row> rows =
        switch (subject) {
          case PAYMENT -> mapper.attempts(entryNos);
          case REFUND -> mapper.refunds(entryNos);
        };
    Map<String, OwnEntry> found = new HashMap<>();
    for (Row row : rows) {
      if (isOf(account, row)) {
        found.put(row.entryNo(), entry(subject, row));
      }
    }
    return found;
  }

  /**
   * What our books say of the reversals of these orders, by the orders' numbers: of one that was
   * not reversed, that its money did not go back.
   */
  public Map<String, OwnEntry> findReversals(BillAccount account, Collection<String> attemptNos) {
    if (attemptNos.isEmpty()) {
      return Map.of();
    }
    Map<String, OwnEntry> found = new HashMap<>();
    for (Row row : mapper.attempts(attemptNos)) {
      if (isOf(account, row)) {
        found.put(row.entryNo(), reversal(row));
      }
    }
    return found;
  }

  /** What took place in the account on a day, its reversals left out: a bill need not have them. */
  public Page tookPlace(
      BillAccount account, Kind subject, BusinessDay day, @Nullable Cursor after, int limit) {
    List<Row> rows = page(account.channelAccountNo(), subject, day, after, limit);
    List<OwnEntry> entries =
        rows.stream()
            .filter(row -> isOf(account, row))
            .map(row -> entry(subject, row))
            .filter(entry -> entry.state() == State.TOOK_PLACE)
            .toList();
    return new Page(entries, cursorAfter(rows, limit));
  }

  /** Those of these channels at which the account had business on a day. */
  public Set<Channel> channelsWithBusiness(
      String channelAccountNo, BusinessDay day, Set<Channel> channels, int pageRows) {
    Set<Channel> found = new HashSet<>();
    for (Kind subject : Kind.values()) {
      Cursor after = null;
      do {
        List<Row> rows = page(channelAccountNo, subject, day, after, pageRows);
        for (Row row : rows) {
          Channel channel = Channel.of(row.channel());
          if (channels.contains(channel)) {
            found.add(channel);
          }
        }
        after = cursorAfter(rows, pageRows);
      } while (after != null && found.size() < channels.size());
    }
    return found;
  }

  private List<Row> page(
      String account, Kind subject, BusinessDay day, @Nullable Cursor after, int limit) {
    Cursor from = after == null ? Cursor.startOf(day) : after;
    return switch (subject) {
      case PAYMENT -> mapper.attemptsPaid(account, from.at(), from.entryNo(), day.end(), limit);
      case REFUND -> mapper.refundsDone(account, from.at(), from.entryNo(), day.end(), limit);
    };
  }

  private static @Nullable Cursor cursorAfter(List<Row> rows, int limit) {
    if (rows.size() < limit) {
      return null;
    }
    Row last = rows.get(rows.size() - 1);
    Instant at = last.doneAt();
    return at == null ? null : new Cursor(at, last.entryNo());
  }

  /** The account after this one, in the order of their numbers. */
  public Optional<String> nextAccount(String after) {
    return Optional.ofNullable(mapper.nextAccount(after));
  }

  /**
   * Has the channel asked for those of these that are still open, and for refunds that failed here;
   * how many that are.
   */
  public int askFor(Kind subject, Collection<String> entryNos) {
    if (entryNos.isEmpty()) {
      return 0;
    }
    Instant now = clock.instant();
    return switch (subject) {
      case PAYMENT -> mapper.askForAttempts(entryNos, now);
      case REFUND -> mapper.askForRefunds(entryNos, now);
    };
  }

  private static boolean isOf(BillAccount account, Row row) {
    return row.channel().equals(account.channel().name())
        && row.channelAccountNo().equals(account.channelAccountNo());
  }

  private static OwnEntry entry(Kind subject, Row row) {
    return new OwnEntry(
        subject,
        row.entryNo(),
        row.merchantNo(),
        row.attemptNo(),
        row.channelNo(),
        new Money(row.amountFen()),
        state(row),
        row.status(),
        row.doneAt());
  }

  /** Its subject is the order, since that is what has to be asked for. */
  private static OwnEntry reversal(Row row) {
    State order = state(row);
    return new OwnEntry(
        Kind.PAYMENT,
        row.entryNo(),
        row.merchantNo(),
        row.attemptNo(),
        row.channelNo(),
        new Money(row.amountFen()),
        order == State.TOOK_PLACE ? State.DID_NOT : order,
        row.status(),
        order == State.REVERSED ? row.updatedAt() : null);
  }

  /** The states of orders and of refunds; a state of later times counts as open. */
  private static State state(Row row) {
    return switch (row.status()) {
      case "SUCCEEDED" -> State.TOOK_PLACE;
      case "REVERSED" -> State.REVERSED;
      case "CLOSED", "FAILED" -> State.DID_NOT;
      default -> State.OPEN;
    };
  }
}
