package com.zhaoli.pay.payment.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountBreakerTest {
  private static final String DEAD = "ALIPAY/ca_dead";
  private static final String OTHER = "ALIPAY/ca_other";
  private Instant now = Instant.parse("2026-11-23T08:00:00Z");
  private final AccountBreaker breaker =
      new AccountBreaker(((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.answered(DEAD, false);
    }
  }

  @Test
  void someFailuresAreNothing() {
    fail(7);
    assertThat(List.of(breaker.mayAsk(DEAD), breaker.mayAsk(DEAD))).containsOnly(true);
  }

  @Test
  void anAccountThatKeepsFailingIsAskedOnceInAWhile() {
    fail(20);
    for (int i = 0; i < 3; i++) {
      assertThat(breaker.mayAsk(DEAD)).as("the one that finds out").isTrue();
      assertThat(breaker.mayAsk(DEAD)).isFalse();
      now = now.plus(AccountBreaker.PAUSE).minusMillis(1);
      assertThat(breaker.mayAsk(DEAD)).isFalse();
      breaker.answered(DEAD, false);
      now = now.plusMillis(1);
    }
    assertThat(breaker.mayAsk(OTHER)).as("of another account").isTrue();
  }

  @Test
  void aClearAnswerEndsIt() {
    fail(8);
    assertThat(breaker.mayAsk(DEAD)).isTrue();
    breaker.answered(DEAD, true);
    assertThat(List.of(breaker.mayAsk(DEAD), breaker.mayAsk(DEAD))).containsOnly(true);
    fail(7);
    assertThat(breaker.mayAsk(DEAD)).as("it is counted anew").isTrue();
  }
}
