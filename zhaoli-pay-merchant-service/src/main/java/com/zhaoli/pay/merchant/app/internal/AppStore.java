package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.merchant.app.AppBO;
import com.zhaoli.pay.merchant.app.AppKeyBO;
import com.zhaoli.pay.merchant.app.AppStatus;
import com.zhaoli.pay.merchant.app.KeyBO;
import com.zhaoli.pay.merchant.app.KeyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Apps and keys in the database; a key's secret is sealed for its row. */
@Repository
public class AppStore {
  private static final String ENABLED = AppStatus.ENABLED.name();

  private final AppMapper apps;
  private final AppKeyMapper keys;
  private final FieldCipher cipher;

  AppStore(AppMapper apps, AppKeyMapper keys, FieldCipher cipher) {
    this.apps = apps;
    this.keys = keys;
    this.cipher = cipher;
  }

  public void insertApp(String appId, String merchantNo, Instant at) {
    AppDO row = new AppDO();
    row.appId = appId;
    row.merchantNo = merchantNo;
    row.status = ENABLED;
    row.createdAt = at;
    apps.insert(row);
  }

  public void insertKey(String appId, String keyId, String secret, Instant at) {
    AppKeyDO row = new AppKeyDO();
    row.appId = appId;
    row.keyId = keyId;
    row.secretSealed = cipher.encrypt(secret, context(appId, keyId));
    row.status = ENABLED;
    row.createdAt = at;
    keys.insert(row);
  }

  public Optional<AppBO> app(String appId) {
    return Optional.ofNullable(apps.selectById(appId))
        .filter(row -> row.appId.equals(appId))
        .map(AppStore::toBO);
  }

  public Optional<AppBO> appOf(String merchantNo) {
    return Optional.ofNullable(
            apps.selectOne(new QueryWrapper<AppDO>().eq("merchant_no", merchantNo)))
        .map(AppStore::toBO);
  }

  /** Whether the app still stood as given; then nobody else changes it or its keys until we end. */
  public boolean advance(AppBO app, AppStatus to) {
    return apps.compareAndSet(app.appId(), app.version(), app.status().name(), to.name()) == 1;
  }

  /** The ids of the keys in force, the newest first. */
  public List<String> liveKeyIds(String appId, Instant now) {
    return keys.live(appId, now).stream().map(row -> row.keyId).toList();
  }

  /** Keys without their secrets: those in force, then the others, the newest first. */
  public List<KeyBO> keys(String appId, Instant now, int limit) {
    return keys.list(appId, now, limit).stream()
        .map(row -> new KeyBO(row.keyId, statusOf(row, now), row.createdAt, row.expiresAt))
        .toList();
  }

  /** How many keys the app has ever had. */
  public long countKeys(String appId) {
    return keys.selectCount(new QueryWrapper<AppKeyDO>().eq("app_id", appId));
  }

  public boolean hasKey(String appId, String keyId) {
    return keys.exists(new QueryWrapper<AppKeyDO>().eq("app_id", appId).eq("key_id", keyId));
  }

  /** No key in force outlives {@code endsAt}. */
  public void endLiveKeys(String appId, Instant endsAt) {
    keys.endLive(appId, endsAt);
  }

  public void revokeKey(String appId, String keyId) {
    keys.revoke(appId, keyId);
  }

  /** What is in force stays so until it is replaced. */
  public void keepLiveKeys(String appId, Instant now) {
    keys.keepLive(appId, now);
  }

  public Optional<AppKeyBO> key(String appId, String keyId, Instant now) {
    AppDO app = apps.selectById(appId);
    if (app == null || !app.appId.equals(appId)) {
      return Optional.empty();
    }
    AppKeyDO key =
        keys.selectOne(new QueryWrapper<AppKeyDO>().eq("app_id", appId).eq("key_id", keyId));
    // The database finds both by a text with spaces at its end, too.
    if (key == null || !key.keyId.equals(keyId)) {
      return Optional.empty();
    }
    boolean inForce = app.status.equals(ENABLED) && statusOf(key, now) == KeyStatus.ACTIVE;
    // By the names in the rows: the gateway compares them with what it asked for.
    return Optional.of(
        new AppKeyBO(
            app.appId,
            app.merchantNo,
            key.keyId,
            new Secret(cipher.decrypt(key.secretSealed, context(app.appId, key.keyId))),
            inForce,
            key.expiresAt));
  }

  private static KeyStatus statusOf(AppKeyDO key, Instant now) {
    if (!key.status.equals(ENABLED)) {
      return KeyStatus.REVOKED;
    }
    return key.expiresAt == null || now.isBefore(key.expiresAt)
        ? KeyStatus.ACTIVE
        : KeyStatus.EXPIRED;
  }

  private static AppBO toBO(AppDO row) {
    return new AppBO(row.appId, row.merchantNo, AppStatus.valueOf(row.status), row.version);
  }

  private static String context(String appId, String keyId) {
    return "app_key.secret:" + appId + ":" + keyId;
  }
}
