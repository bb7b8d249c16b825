package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.app.internal.AppStore;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Apps. The app id never changes. Callers of what changes something hold the transaction, and
 * {@linkplain CredentialChanges#publish tell the gateways} after it.
 */
@Service
public class Apps {
  private static final int APP_ID_CHARACTERS = 12;

  private final AppStore store;
  private final CredentialChanges changes;
  private final Clock clock;

  Apps(AppStore store, CredentialChanges changes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  /** The merchant's app with its first key. The database allows one app a merchant. */
  public String issue(String merchantNo) {
    String appId = "app_" + Tokens.randomBase32(APP_ID_CHARACTERS);
    store.insertApp(appId, merchantNo, clock.instant());
    store.insertKey(appId, Keys.idOf(1), Keys.newSecret(), clock.instant());
    changes.record(appId, clock.instant());
    return appId;
  }

  /**
   * The app.
   *
   * @throws ApiException APP_NOT_FOUND
   */
  public AppBO get(String appId) {
    return store.app(appId).orElseThrow(() -> new ApiException(ErrorCode.APP_NOT_FOUND));
  }

  /** The merchant's app; empty before the approval. */
  public Optional<AppBO> of(String merchantNo) {
    return store.appOf(merchantNo);
  }

  /**
   * Disables or enables an app.
   *
   * @throws ApiException APP_STATE_INVALID when it stands so already, REQUEST_IN_PROGRESS when
   *     somebody else changes it now
   */
  public void move(AppBO app, AppStatus to) {
    if (app.status() == to) {
      throw ApiException.of(ErrorCode.APP_STATE_INVALID, "status", app.status().name());
    }
    if (!store.advance(app, to)) {
      throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS);
    }
    changes.record(app.appId(), clock.instant());
  }

  /** The named key; not enabled when the app or the key is out of force. */
  public Optional<AppKeyBO> key(String appId, String keyId) {
    return store.key(appId, keyId, clock.instant());
  }

  /** The newest key in force of the merchant's app; empty while the app is disabled. */
  public Optional<AppKeyBO> newestKeyOf(String merchantNo) {
    return store
        .appOf(merchantNo)
        .map(AppBO::appId)
        .flatMap(
            appId ->
                store.liveKeyIds(appId, clock.instant()).stream()
                    .findFirst()
                    .flatMap(keyId -> key(appId, keyId)))
        .filter(AppKeyBO::enabled);
  }
}
