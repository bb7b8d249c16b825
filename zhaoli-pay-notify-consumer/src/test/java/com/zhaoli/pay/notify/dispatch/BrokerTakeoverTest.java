package com.zhaoli.pay.notify.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.notify.log.BrokerLeftovers;
import com.zhaoli.pay.notify.settings.SettingsFixture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which part of the log is looked through when, by a log whose portions have one row each. */
class BrokerTakeoverTest {
  private static final Instant START = Instant.parse("2026-11-29T00:00:00Z");

  private final NavigableSet<String> rows = new TreeSet<>();
  private final Set<String> seen = new HashSet<>();
  private final BrokerLeftovers leftovers = mock(BrokerLeftovers.class, withSettings().stubOnly());
  private Instant now = START;
  private @Nullable Instant lookedTo;
  private final BrokerTakeover takeover =
      new BrokerTakeover(leftovers, SettingsFixture.defaults(), clock(), this::nanos);

  @BeforeEach
  void aLog() {
    when(leftovers.lookedTo()).thenAnswer(call -> lookedTo);
    doAnswer(
            call -> {
              lookedTo = call.getArgument(0);
              return null;
            })
        .when(leftovers)
        .lookedUpTo(any());
    when(leftovers.takeOver(anyString(), anyString(), anyInt(), any()))
        .thenAnswer(call -> portion(call.getArgument(0), call.getArgument(1)));
  }

  private BrokerLeftovers.@Nullable Portion portion(String from, String before) {
    String row = rows.lower(before);
    if (row == null || row.compareTo(from) < 0) {
      return null;
    }
    return new BrokerLeftovers.Portion(row, seen.add(row) ? 1 : 0);
  }

  @Test
  void whatIsAddedWhileALongLookRunsIsFoundWithinAMinuteOrTwo() {
    for (int i = 0; i < 20_000; i++) {
      row(START.minus(Duration.ofMinutes(i + 1)));
    }
    pass(Duration.ofMinutes(4));
    assertThat(seen).as("this look takes a while").hasSizeBetween(1_000, 10_000);

    for (int minute = 0; minute < 10; minute++) {
      String fresh = row(now);
      pass(Duration.ofSeconds(70));
      assertThat(seen).contains(fresh);
    }
    assertThat(lookedTo).as("it is not over").isNull();

    pass(Duration.ofMinutes(60));
    assertThat(seen).as("and nothing stops it").containsAll(rows);
    assertThat(lookedTo).isNotNull();
  }

  @Test
  void whatAClockThatIsFarBehindNumbersIsFoundAsWell() {
    row(START.minus(Duration.ofDays(1)));
    pass(Duration.ofMinutes(3));

    for (int i = 0; i < 40; i++) {
      row(now.minus(Duration.ofMinutes(15)));
      pass(Duration.ofMinutes(1));
      String fresh = row(now.minus(Duration.ofSeconds(90)));
      pass(Duration.ofSeconds(61));
      assertThat(seen).contains(fresh);
    }

    pass(Duration.ofMinutes(11));
    assertThat(seen).containsAll(rows);
  }

  private String row(Instant at) {
    String number = Ids.lowest("ntf_", at);
    rows.add(number);
    return number;
  }

  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      takeover.takeOver();
      now = now.plusSeconds(1);
    }
  }

  private long nanos() {
    return Duration.between(START, now).toNanos();
  }

  private Clock clock() {
    Clock clock = mock();
    when(clock.instant()).thenAnswer(call -> now);
    return clock;
  }
}
