package com.zhaoli.pay.pos.cashier;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.pos.cashier.internal.CashierStore;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** The cashiers of merchants' stores, whom merchants keep themselves. */
@Service
public class Cashiers {
  private final CashierStore store;
  private final PasswordEncoder hashes;
  private final Clock clock;

  Cashiers(CashierStore store, PasswordEncoder hashes, Clock clock) {
    this.store = store;
    this.hashes = hashes;
    this.clock = clock;
  }

  /**
   * Adds a cashier.
   *
   * @throws ApiException CASHIER_NO_TAKEN
   */
  public CashierBO add(
      String merchantNo,
      String storeId,
      String cashierNo,
      String name,
      CashierRole role,
      Secret pin) {
    CashierBO cashier =
        new CashierBO(
            merchantNo,
            storeId,
            cashierNo,
            name,
            role,
            CashierStatus.ACTIVE,
            null,
            clock.instant());
    if (!store.insert(cashier, hash(pin))) {
      throw new ApiException(ErrorCode.CASHIER_NO_TAKEN);
    }
    return cashier;
  }

  /**
   * Changes what is given. A new PIN ends a lock.
   *
   * @throws ApiException CASHIER_NOT_FOUND
   */
  public CashierBO change(
      String merchantNo,
      String storeId,
      String cashierNo,
      @Nullable CashierRole role,
      @Nullable CashierStatus status,
      @Nullable Secret pin) {
    boolean changed =
        store.change(
            merchantNo,
            storeId,
            cashierNo,
            role,
            status,
            pin == null ? null : hash(pin),
            clock.instant());
    if (!changed) {
      throw new ApiException(ErrorCode.CASHIER_NOT_FOUND);
    }
    return store
        .find(merchantNo, storeId, cashierNo)
        .orElseThrow(() -> new ApiException(ErrorCode.CASHIER_NOT_FOUND));
  }

  /** A store's cashiers with larger numbers than {@code after}. */
  public List<CashierBO> list(
      String merchantNo, String storeId, @Nullable String after, int limit) {
    return store.list(merchantNo, storeId, after == null ? "" : after, limit);
  }

  private String hash(Secret pin) {
    return Objects.requireNonNull(hashes.encode(pin.value()));
  }
}
