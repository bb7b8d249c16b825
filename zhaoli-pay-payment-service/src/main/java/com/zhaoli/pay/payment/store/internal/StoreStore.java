package com.zhaoli.pay.payment.store.internal;

import com.zhaoli.pay.payment.store.StoreBO;
import com.zhaoli.pay.payment.store.StoreStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores in the database. */
@Component
public class StoreStore {
  private final StoreMapper mapper;

  StoreStore(StoreMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * Records a store.
   *
   * @throws org.springframework.dao.DuplicateKeyException when its code, or the merchant's storeId,
   *     is there already
   */
  public void insert(StoreBO store) {
    StoreDO row = new StoreDO();
    row.storeNo = store.storeNo();
    row.storeCode = store.storeCode();
    row.merchantNo = store.merchantNo();
    row.appId = store.appId();
    row.storeId = store.storeId();
    row.name = store.name();
    row.status = store.status().name();
    row.createdAt = store.createdAt();
    row.updatedAt = store.createdAt();
    mapper.insert(row);
  }

  public Optional<StoreBO> findByCode(String storeCode) {
    return Optional.ofNullable(mapper.findByCode(storeCode)).map(StoreStore::toBO);
  }

  public Optional<StoreBO> findByStoreId(String merchantNo, String storeId) {
    return Optional.ofNullable(mapper.findByStoreId(merchantNo, storeId)).map(StoreStore::toBO);
  }

  public List<StoreBO> list(String merchantNo, String after, int limit) {
    return mapper.list(merchantNo, after, limit).stream().map(StoreStore::toBO).toList();
  }

  /** Changes what is not null. */
  public void update(
      String merchantNo,
      String storeNo,
      @Nullable String name,
      @Nullable StoreStatus status,
      Instant now) {
    mapper.update(merchantNo, storeNo, name, status == null ? null : status.name(), now);
  }

  private static StoreBO toBO(StoreDO row) {
    return new StoreBO(
        row.storeNo,
        row.storeCode,
        row.merchantNo,
        row.appId,
        row.storeId,
        row.name,
        StoreStatus.valueOf(row.status),
        row.createdAt);
  }
}
