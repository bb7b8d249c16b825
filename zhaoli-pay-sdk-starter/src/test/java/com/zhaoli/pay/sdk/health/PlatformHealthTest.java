package com.zhaoli.pay.sdk.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.zhaoli.pay.sdk.error.AuthenticationException;
import com.zhaoli.pay.sdk.merchant.Merchant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PlatformHealthTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void thePlatformIsAskedOnceInThirtySeconds() {
    PlatformHealth health =
        new PlatformHealth(
            one(() -> new Merchant("M1", "Shop " + asked.incrementAndGet(), "APPROVED")),
            LONG,
            nanos::get);
    assertThat(health.answer())
        .isEqualTo(new PlatformHealth.Answer(true, Map.of("coffee", "APPROVED")));
    nanos.addAndGet(PlatformHealth.KEPT.toNanos() - 1);
    health.answer();
    assertThat(asked).hasValue(1);
    nanos.addAndGet(1);
    health.answer();
    assertThat(asked).hasValue(2);
  }

  @Test
  void eachAppIsToldAndOneThatIsRefusedByItsCode() {
    PlatformHealth health =
        new PlatformHealth(
            Map.of(
                "coffee",
                () -> {
                  throw new AuthenticationException(
                      "sk_1 is wrong", "SIGNATURE_INVALID", null, 401);
                },
                "tea",
                () -> new Merchant("M2", "Tea", "APPROVED")));
    assertThat(health.answer())
        .isEqualTo(
            new PlatformHealth.Answer(
                false, Map.of("coffee", "SIGNATURE_INVALID", "tea", "APPROVED")));
  }

  @Test
  void anythingElseIsToldByItsKindOnly() {
    PlatformHealth health =
        new PlatformHealth(
            one(
                () -> {
                  throw new IllegalStateException("sk_1");
                }));
    assertThat(health.answer())
        .isEqualTo(new PlatformHealth.Answer(false, Map.of("coffee", "IllegalStateException")));
  }

  @Test
  void aPlatformThatHangsIsAskedOnceAndNotWaitedFor() {
    CountDownLatch end = new CountDownLatch(1);
    PlatformHealth health =
        new PlatformHealth(
            one(
                () -> {
                  asked.incrementAndGet();
                  try {
                    end.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return new Merchant("M1", "Shop", "APPROVED");
                }),
            Duration.ofMillis(50),
            nanos::get);
    assertThat(health.answer()).isEqualTo(PlatformHealth.Answer.problem("NO_ANSWER"));
    nanos.addAndGet(PlatformHealth.KEPT.toNanos() * 2);
    assertThat(health.answer().up()).isFalse();
    end.countDown();
    assertThat(asked.get()).isLessThanOrEqualTo(1);
  }

  private static Map<String, Supplier<Merchant>> one(Supplier<Merchant> question) {
    return Map.of("coffee", question);
  }
}
