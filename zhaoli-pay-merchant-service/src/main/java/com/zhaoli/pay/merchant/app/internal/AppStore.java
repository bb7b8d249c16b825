package com.zhaoli.pay.merchant.app.internal;

import com.baomidou.mybatisplus.core.conditions.query.QueryWrapper;
import com.zhaoli.pay.common.crypto.FieldCipher;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.merchant.app.AppKeyBO;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Apps and keys in the database; a key's secret is sealed for its row. */
@Repository
public class AppStore {
  private static final String ENABLED = "ENABLED";

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

  public Optional<String> appOf(String merchantNo) {
    return Optional.ofNullable(
            apps.selectOne(new QueryWrapper<AppDO>().eq("merchant_no", merchantNo)))
        .map(row -> row.appId);
  }

  /** The key in force that was made last. */
  public Optional<String> newestKeyId(String appId, Instant now) {
    return Optional.ofNullable(keys.newestLive(appId, now));
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
    boolean inForce =
        app.status.equals(ENABLED)
            && key.status.equals(ENABLED)
            && (key.expiresAt == null || now.isBefore(key.expiresAt));
    return Optional.of(
        new AppKeyBO(
            appId,
            app.merchantNo,
            keyId,
            new Secret(cipher.decrypt(key.secretSealed, context(appId, keyId))),
            inForce));
  }

  private static String context(String appId, String keyId) {
    return "app_key.secret:" + appId + ":" + keyId;
  }
}
