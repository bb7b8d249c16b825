package com.zhaoli.pay.notify.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.notify.target.TargetKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class OverdueDeliveriesTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger questions = new AtomicInteger();
  private final AtomicBoolean away = new AtomicBoolean();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OverdueDeliveries overdue =
      new OverdueDeliveries(
          kind -> {
            questions.incrementAndGet();
            if (away.get()) {
              throw new QueryTimeoutException("away");
            }
            return kind == TargetKind.WEBHOOK ? Duration.ofMillis(90_500) : Duration.ZERO;
          },
          nanos::get,
          meters);

  private double told(TargetKind kind) {
    return meters.get("zhaoli.notify.overdue").tag("target", kind.name()).gauge().value();
  }

  private void letPass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void scrapesReadWhatWasSeenLastAndAskNobody() {
    assertThat(told(TargetKind.WEBHOOK)).isZero();
    overdue.measure();

    for (int i = 0; i < 100; i++) {
      assertThat(told(TargetKind.WEBHOOK)).isEqualTo(90.5);
      assertThat(told(TargetKind.TEMPLATE_MESSAGE)).isZero();
    }
    assertThat(questions).as("one for each kind").hasValue(TargetKind.values().length);
  }

  @Test
  void whoCannotAskTheDatabaseDoesNotSayThatNothingIsOverdue() {
    overdue.measure();
    away.set(true);
    letPass(Duration.ofSeconds(30));
    overdue.measure();
    assertThat(told(TargetKind.TEMPLATE_MESSAGE)).isZero();

    letPass(Duration.ofSeconds(10));
    overdue.measure();
    assertThat(told(TargetKind.TEMPLATE_MESSAGE)).isEqualTo(40);
    assertThat(told(TargetKind.WEBHOOK)).isEqualTo(130.5);

    away.set(false);
    overdue.measure();
    assertThat(told(TargetKind.TEMPLATE_MESSAGE)).isZero();
    assertThat(told(TargetKind.WEBHOOK)).isEqualTo(90.5);
  }
}
