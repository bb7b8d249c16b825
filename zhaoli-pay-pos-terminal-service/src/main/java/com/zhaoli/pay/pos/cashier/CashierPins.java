package com.zhaoli.pay.pos.cashier;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.pos.cashier.internal.CashierStore;
import com.zhaoli.pay.pos.device.DeviceIdentity;
import com.zhaoli.pay.pos.trail.Refusals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/**
 * Checks PINs. A try is counted before it is looked at, so that many at a time are no more than
 * five; the fifth wrong one locks the cashier for a quarter of an hour.
 */
@Service
public class CashierPins {
  private static final Duration LOCK = Duration.ofMinutes(15);

  /** A slow hash costs time: so many at once, the others come again. */
  private static final int MAX_AT_ONCE = 4;

  private final CashierStore store;
  private final PasswordEncoder hashes;
  private final Refusals refusals;
  private final Clock clock;
  private final StrangerTries strangers = new StrangerTries();
  private final Semaphore checking = new Semaphore(MAX_AT_ONCE);
  private final String nobodysHash;

  CashierPins(CashierStore store, PasswordEncoder hashes, Refusals refusals, Clock clock) {
    this.store = store;
    this.hashes = hashes;
    this.refusals = refusals;
    this.clock = clock;
    this.nobodysHash = Objects.requireNonNull(hashes.encode(Tokens.random(16)));
  }

  /**
   * The cashier of the device's store whose PIN this is.
   *
   * @throws ApiException CASHIER_PIN_WRONG and CASHIER_LOCKED, also when there is no such cashier;
   *     RATE_LIMITED when too many are checked
   */
  public CashierBO check(DeviceIdentity device, String cashierNo, Secret pin) {
    if (!checking.tryAcquire()) {
      throw ApiException.retryAfter(ErrorCode.RATE_LIMITED, 1);
    }
    try {
      return checked(device, cashierNo, pin);
    } finally {
      checking.release();
    }
  }

  /**
   * The same for somebody who must be a supervisor.
   *
   * @throws ApiException the same, and SUPERVISOR_REQUIRED
   */
  public CashierBO checkSupervisor(
      DeviceIdentity device, @Nullable String cashierNo, @Nullable Secret pin) {
    if (cashierNo == null || pin == null) {
      throw new ApiException(ErrorCode.SUPERVISOR_REQUIRED);
    }
    CashierBO cashier = check(device, cashierNo, pin);
    if (cashier.role() != CashierRole.SUPERVISOR) {
      throw refused(device, cashierNo, new ApiException(ErrorCode.SUPERVISOR_REQUIRED));
    }
    return cashier;
  }

  private CashierBO checked(DeviceIdentity device, String cashierNo, Secret pin) {
    Instant now = clock.instant();
    Optional<CashierBO> known =
        store
            .find(device.merchantNo(), device.storeId(), cashierNo)
            .filter(cashier -> cashier.status() == CashierStatus.ACTIVE);
    boolean mayTry = known.isPresent() && store.takeTry(known.get(), now, now.plus(LOCK));
    String hash =
        known.flatMap(cashier -> store.pinHash(cashier)).filter(h -> mayTry).orElse(nobodysHash);
    boolean right = hashes.matches(pin.value(), hash) && mayTry;
    if (known.isEmpty()) {
      throw refused(device, cashierNo, strange(device, cashierNo, now));
    }
    if (right) {
      store.forgetTries(known.get(), now);
      return known.get();
    }
    throw refused(device, cashierNo, mayTry ? wrong() : locked(known.get(), now));
  }

  private ApiException strange(DeviceIdentity device, String cashierNo, Instant now) {
    String number = device.merchantNo() + " " + device.storeId() + " " + cashierNo;
    return strangers
        .take(number, now, now.plus(LOCK))
        .map(until -> locked(until, now))
        .orElseGet(CashierPins::wrong);
  }

  private static ApiException wrong() {
    return new ApiException(ErrorCode.CASHIER_PIN_WRONG);
  }

  private ApiException locked(CashierBO cashier, Instant now) {
    Instant until =
        store
            .find(cashier.merchantNo(), cashier.storeId(), cashier.cashierNo())
            .map(CashierBO::lockedUntil)
            .orElse(now);
    return locked(until, now);
  }

  private static ApiException locked(Instant until, Instant now) {
    long seconds = Math.max(1, Duration.between(now, until).toSeconds() + 1);
    return ApiException.retryAfter(ErrorCode.CASHIER_LOCKED, seconds);
  }

  private ApiException refused(DeviceIdentity device, String cashierNo, ApiException refusal) {
    refusals.record(device.terminalNo(), refusal.code(), "cashier " + cashierNo);
    return refusal;
  }
}
