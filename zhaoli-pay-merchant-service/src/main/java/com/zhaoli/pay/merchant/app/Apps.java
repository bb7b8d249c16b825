package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.merchant.app.internal.AppStore;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Apps and their keys. The app id never changes; keys are numbered {@code key_1}, {@code key_2} and
 * so on within their app.
 */
@Service
public class Apps {
  private static final int APP_ID_CHARACTERS = 12;
  private static final int SECRET_BYTES = 32;
  private static final String FIRST_KEY = "key_1";

  private final AppStore store;
  private final Clock clock;

  Apps(AppStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The merchant's app with its first key. The database allows one app a merchant. */
  public String issue(String merchantNo) {
    String appId = "app_" + Tokens.randomBase32(APP_ID_CHARACTERS);
    store.insertApp(appId, merchantNo, clock.instant());
    store.insertKey(appId, FIRST_KEY, Tokens.random(SECRET_BYTES), clock.instant());
    return appId;
  }

  /** The named key; not enabled when the app or the key is out of force. */
  public Optional<AppKeyBO> key(String appId, String keyId) {
    return store.key(appId, keyId, clock.instant());
  }

  /** The newest key in force of the merchant's app; empty while the app is disabled. */
  public Optional<AppKeyBO> newestKeyOf(String merchantNo) {
    return store
        .appOf(merchantNo)
        .flatMap(appId -> store.newestKeyId(appId, clock.instant()).flatMap(id -> key(appId, id)))
        .filter(AppKeyBO::enabled);
  }
}
