package com.zhaoli.pay.simulator.journal;

import com.zhaoli.pay.simulator.state.DurableFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The terminal's book. An entry is on the disk when {@code put} or {@code change} returns, so what
 * is sent after that is never forgotten. Each line of the file is an entry as it was at that time;
 * the last one counts.
 */
public final class Journal implements AutoCloseable {
  private static final Duration KEPT = Duration.ofDays(90);

  private final FileChannel file;
  private final Map<String, TradeEntry> trades = new LinkedHashMap<>();
  private final Map<String, RefundEntry> refunds = new LinkedHashMap<>();
  private boolean closed;

  private Journal(FileChannel file) {
    this.file = file;
  }

  /** One line: a trade or a refund. */
  private record Line(@Nullable TradeEntry trade, @Nullable RefundEntry refund) {
    boolean isYoungerThan(Instant limit) {
      return trade != null
          ? !trade.state().isFinal() || trade.createdAt().isAfter(limit)
          : refund != null && (!refund.state().isFinal() || refund.createdAt().isAfter(limit));
    }

    byte[] bytes() {
      return (JsonMapper.shared().writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /**
   * Opens it; what is final and older than 90 days is left behind. A last line that a power cut
   * left half written is dropped: nothing was sent for it.
   *
   * @throws IOException also when an earlier line cannot be read
   */
  public static Journal open(Path path, Instant now) throws IOException {
    Map<String, Line> latest = new LinkedHashMap<>();
    if (Files.exists(path)) {
      List<String> lines = lines(path);
      for (int i = 0; i < lines.size(); i++) {
        try {
          Line line = JsonMapper.shared().readValue(lines.get(i), Line.class);
          latest.put(key(line), line);
        } catch (JacksonException e) {
          if (i < lines.size() - 1) {
            throw new IOException(path + ": line " + (i + 1) + " is damaged", e);
          }
        }
      }
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    List<Line> young =
        latest.values().stream().filter(line -> line.isYoungerThan(now.minus(KEPT))).toList();
    for (Line line : young) {
      kept.write(line.bytes());
    }
    DurableFiles.replace(path, kept.toByteArray());
    Journal journal = new Journal(DurableFiles.appending(path));
    young.forEach(journal::keep);
    return journal;
  }

  /** All lines; what stands behind the last line's end may have been cut in mid-character. */
  private static List<String> lines(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    List<String> lines =
        new ArrayList<>(
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, whole))
                .toString()
                .lines()
                .toList());
    if (whole < bytes.length) {
      lines.add(new String(bytes, whole, bytes.length - whole, StandardCharsets.UTF_8));
    }
    return lines;
  }

  private static String key(Line line) {
    return line.trade != null
        ? "T" + line.trade.terminalTradeNo()
        : line.refund != null ? "R" + line.refund.terminalRefundNo() : "";
  }

  private void keep(Line line) {
    if (line.trade != null) {
      trades.put(line.trade.terminalTradeNo(), line.trade);
    } else if (line.refund != null) {
      refunds.put(line.refund.terminalRefundNo(), line.refund);
    }
  }

  private void write(Line line) {
    if (closed) {
      throw new IllegalStateException("the terminal is switched off");
    }
    try {
      DurableFiles.writeFully(file, line.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keep(line);
    notifyAll();
  }

  public synchronized void put(TradeEntry entry) {
    write(new Line(entry, null));
  }

  public synchronized void put(RefundEntry entry) {
    write(new Line(null, entry));
  }

  /** Changes a trade that is in it; one that stays the same is not written. */
  public synchronized TradeEntry change(String no, UnaryOperator<TradeEntry> change) {
    TradeEntry before = trade(no).orElseThrow();
    TradeEntry after = change.apply(before);
    if (!after.equals(before)) {
      put(after);
    }
    return after;
  }

  /** Changes a refund that is in it; one that stays the same is not written. */
  public synchronized RefundEntry changeRefund(String no, UnaryOperator<RefundEntry> change) {
    RefundEntry before = refund(no).orElseThrow();
    RefundEntry after = change.apply(before);
    if (!after.equals(before)) {
      put(after);
    }
    return after;
  }

  public synchronized Optional<TradeEntry> trade(String no) {
    return Optional.ofNullable(trades.get(no));
  }

  public synchronized Optional<RefundEntry> refund(String no) {
    return Optional.ofNullable(refunds.get(no));
  }

  /** The oldest first. */
  public synchronized List<TradeEntry> trades() {
    return new ArrayList<>(trades.values());
  }

  /** The oldest first. */
  public synchronized List<RefundEntry> refunds() {
    return new ArrayList<>(refunds.values());
  }

  /** The trades that are not decided and that the platform can decide, the oldest first. */
  public synchronized List<TradeEntry> openTrades() {
    return trades.values().stream()
        .filter(trade -> !trade.state().isFinal() && !trade.isInConflict())
        .toList();
  }

  /** The refunds that are not decided, the oldest first. */
  public synchronized List<RefundEntry> openRefunds() {
    return refunds.values().stream().filter(refund -> !refund.state().isFinal()).toList();
  }

  /**
   * Waits until something is written, at most so long; the caller looks again and may wait on.
   *
   * @throws IllegalStateException when the terminal was switched off
   */
  @SuppressWarnings("WaitNotInLoop")
  public synchronized void awaitChange(long millis) throws InterruptedException {
    if (closed) {
      throw new IllegalStateException("the terminal is switched off");
    }
    if (millis > 0) {
      wait(millis);
    }
  }

  /** What a shift took, one for each wallet, in the order of their names. */
  public synchronized List<ShiftTotals> totalsOf(String shiftNo) {
    Map<String, ShiftTotals> totals = new TreeMap<>();
    for (TradeEntry trade : trades.values()) {
      String channel = trade.channel();
      if (channel != null
          && trade.state() == TradeState.SUCCEEDED
          && shiftNo.equals(trade.shiftNo())) {
        totals.merge(channel, new ShiftTotals(channel, 1, trade.amount(), 0, 0), ShiftTotals::plus);
      }
    }
    for (RefundEntry refund : refunds.values()) {
      String channel = refund.channel();
      boolean counts =
          refund.state() == RefundState.SUCCEEDED || refund.state() == RefundState.PROCESSING;
      if (channel != null && counts && shiftNo.equals(refund.shiftNo())) {
        totals.merge(
            channel, new ShiftTotals(channel, 0, 0, 1, refund.amount()), ShiftTotals::plus);
      }
    }
    return List.copyOf(totals.values());
  }

  /** Nothing is written any more, as after a power cut. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
