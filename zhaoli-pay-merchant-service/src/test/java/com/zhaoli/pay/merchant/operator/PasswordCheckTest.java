package com.zhaoli.pay.merchant.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordCheckTest {
  private final ExecutorService pool =
      Executors.newFixedThreadPool(PasswordCheck.LOGINS_AT_ONCE + 1);
  private final CountDownLatch slow = new CountDownLatch(1);
  private final AtomicInteger comparing = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final PasswordCheck check = new PasswordCheck(new SlowEncoder());

  @AfterEach
  void stop() {
    slow.countDown();
    pool.shutdownNow();
  }

  @Test
  void oneLoginTooManyIsRefusedAtOnceAndOthersKeepHalfOfTheProcessors() throws Exception {
    CompletionService<Boolean> logins = new ExecutorCompletionService<>(pool);
    for (int i = 0; i < PasswordCheck.LOGINS_AT_ONCE + 1; i++) {
      logins.submit(() -> check.admit(() -> check.matches("right", "right")));
    }

    Future<Boolean> refused = Objects.requireNonNull(logins.poll(60, TimeUnit.SECONDS));
    assertThatThrownBy(refused::get)
        .hasCauseInstanceOf(ApiException.class)
        .cause()
        .extracting(e -> ((ApiException) e).code())
        .isEqualTo(ErrorCode.RATE_LIMITED);

    slow.countDown();
    for (int i = 0; i < PasswordCheck.LOGINS_AT_ONCE; i++) {
      assertThat(Objects.requireNonNull(logins.poll(60, TimeUnit.SECONDS)).get()).isTrue();
    }
    assertThat(most)
        .hasValueLessThanOrEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    assertThat(check.matches("wrong", "right")).isFalse();
  }

  /** Compares as text, and takes as long as the test wants. */
  private final class SlowEncoder implements PasswordEncoder {
    @Override
    public String encode(@Nullable CharSequence password) {
      return String.valueOf(password);
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
      most.accumulateAndGet(comparing.incrementAndGet(), Math::max);
      try {
        return slow.await(60, TimeUnit.SECONDS) && String.valueOf(password).equals(hash);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        comparing.decrementAndGet();
      }
    }
  }
}
