package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Compares passwords, which is meant to be slow, without taking the service from others: half of
 * the processors at most work at it, a few logins wait, and one more is refused at once. Anybody
 * can send logins; the credentials of all merchants come from this same process.
 */
@Component
class PasswordCheck {
  /** Logins that are compared or wait for it, at most. */
  static final int LOGINS_AT_ONCE = 10;

  private static final long RETRY_SECONDS = 1;

  private final PasswordEncoder passwords;
  private final Semaphore logins = new Semaphore(LOGINS_AT_ONCE);
  private final Semaphore comparing =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  PasswordCheck(PasswordEncoder passwords) {
    this.passwords = passwords;
  }

  /**
   * Runs a login.
   *
   * @throws ApiException RATE_LIMITED when too many are under way; nothing of this one has happened
   *     then, so that it takes no try of its name
   */
  <T> T admit(Supplier<T> login) {
    if (!logins.tryAcquire()) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, RETRY_SECONDS);
    }
    try {
      return login.get();
    } finally {
      logins.release();
    }
  }

  /** Whether the password is that of the hash; waits for its turn. */
  boolean matches(String password, String hash) {
    comparing.acquireUninterruptibly();
    try {
      return passwords.matches(password, hash);
    } finally {
      comparing.release();
    }
  }

  /** The hash of a new password; waits for its turn likewise. */
  String encode(String password) {
    comparing.acquireUninterruptibly();
    try {
      return Objects.requireNonNull(passwords.encode(password));
    } finally {
      comparing.release();
    }
  }
}
