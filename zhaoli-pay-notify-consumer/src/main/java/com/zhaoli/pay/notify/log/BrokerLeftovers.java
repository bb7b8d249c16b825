package com.zhaoli.pay.notify.log;

import com.zhaoli.pay.notify.log.internal.LaneMapper;
import com.zhaoli.pay.notify.log.internal.TakeoverMapper;
import com.zhaoli.pay.notify.log.internal.TakeoverMapper.Stranded;
import com.zhaoli.pay.notify.target.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deliveries in the log that are unfinished and not due, since a message on the broker brings them
 * back. From the look on the poller brings them back as well; where the message comes all the same
 * their claim decides, as it does between two copies of a message. A row that is due once stays so
 * until it is settled, whoever works on it: what was looked at need not be looked at again.
 */
@Component
public class BrokerLeftovers {
  private final TakeoverMapper mapper;
  private final LaneMapper lanes;

  BrokerLeftovers(TakeoverMapper mapper, LaneMapper lanes) {
    this.mapper = mapper;
    this.lanes = lanes;
  }

  /** All notifications made before were looked at; null when nobody has looked so far. */
  public @Nullable Instant lookedTo() {
    LocalDateTime to = mapper.lookedTo();
    return to == null ? null : to.toInstant(ZoneOffset.UTC);
  }

  /** For those who start later. */
  public void lookedUpTo(Instant to) {
    mapper.lookedUpTo(LocalDateTime.ofInstant(to, ZoneOffset.UTC));
  }

  /**
   * Looks through the newest of these notifications and has the poller bring back what it finds.
   *
   * @param from the first number, inclusive
   * @param before the last number, exclusive
   * @param limit how many to look at, at most
   * @param grace how long the dead letter of what was given up may be on its way
   * @return null when there is no notification left to look at
   */
  @Transactional
  public @Nullable Portion takeOver(String from, String before, int limit, Duration grace) {
    String begin = mapper.portion(from, before, limit);
    if (begin == null) {
      return null;
    }
    List<Stranded> found = mapper.stranded(begin, before);
    if (!found.isEmpty()) {
      mapper.makeDue(
          found.stream().map(Stranded::notificationNo).toList(), grace.toMillis() * 1_000);
      // Too early is no harm: whoever looks finds out when the first is due.
      Map<TargetKind, SortedMap<String, Long>> delays = new EnumMap<>(TargetKind.class);
      for (Stranded one : found) {
        delays.computeIfAbsent(one.targetKind(), kind -> new TreeMap<>()).put(one.target(), 0L);
      }
      delays.forEach(lanes::dueIn);
    }
    return new Portion(begin, found.size());
  }

  /**
   * What was looked at.
   *
   * @param from the smallest number
   * @param found how many deliveries the poller brings back now
   */
  public record Portion(String from, int found) {}
}
