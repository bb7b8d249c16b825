package com.zhaoli.pay.pos.cashier.internal;

import com.zhaoli.pay.pos.cashier.CashierBO;
import com.zhaoli.pay.pos.cashier.CashierRole;
import com.zhaoli.pay.pos.cashier.CashierStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;

/** Cashiers in the database, their PINs hashed. */
@Repository
public class CashierStore {
  private final CashierMapper mapper;

  CashierStore(CashierMapper mapper) {
    this.mapper = mapper;
  }

  /** False when the number is taken in this store. */
  public boolean insert(CashierBO cashier, String pinHash) {
    CashierDO row = new CashierDO();
    row.merchantNo = cashier.merchantNo();
    row.storeId = cashier.storeId();
    row.cashierNo = cashier.cashierNo();
    row.name = cashier.name();
    row.role = cashier.role().name();
    row.status = cashier.status().name();
    row.pinHash = pinHash;
    row.createdAt = cashier.createdAt();
    try {
      return mapper.insert(row) == 1;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  public Optional<CashierBO> find(String merchantNo, String storeId, String cashierNo) {
    return Optional.ofNullable(mapper.find(merchantNo, storeId, cashierNo)).map(CashierStore::bo);
  }

  public Optional<String> pinHash(CashierBO cashier) {
    return Optional.ofNullable(
            mapper.find(cashier.merchantNo(), cashier.storeId(), cashier.cashierNo()))
        .map(row -> row.pinHash);
  }

  public List<CashierBO> list(String merchantNo, String storeId, String after, int limit) {
    return mapper.list(merchantNo, storeId, after, limit).stream().map(CashierStore::bo).toList();
  }

  /** Counts a try, the fifth in a row as a lock until then; false while the cashier is locked. */
  public boolean takeTry(CashierBO cashier, Instant now, Instant lockUntil) {
    return mapper.takeTry(
            cashier.merchantNo(), cashier.storeId(), cashier.cashierNo(), now, lockUntil)
        == 1;
  }

  /** The PIN was right. */
  public void forgetTries(CashierBO cashier, Instant now) {
    mapper.forgetTries(cashier.merchantNo(), cashier.storeId(), cashier.cashierNo(), now);
  }

  /** Changes what is given; false when there is no such cashier. */
  public boolean change(
      String merchantNo,
      String storeId,
      String cashierNo,
      @Nullable CashierRole role,
      @Nullable CashierStatus status,
      @Nullable String pinHash,
      Instant now) {
    return mapper.change(
            merchantNo,
            storeId,
            cashierNo,
            role == null ? null : role.name(),
            status == null ? null : status.name(),
            pinHash,
            now)
        == 1;
  }

  private static CashierBO bo(CashierDO row) {
    return new CashierBO(
        row.merchantNo,
        row.storeId,
        row.cashierNo,
        row.name,
        CashierRole.valueOf(row.role),
        CashierStatus.valueOf(row.status),
        row.lockedUntil,
        row.createdAt);
  }
}
