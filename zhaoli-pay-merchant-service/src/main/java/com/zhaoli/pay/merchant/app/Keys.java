package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.app.internal.AppStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * The keys of apps, numbered {@code key_1}, {@code key_2} and so on within their app. At most two
 * are in force: the newest, and for an overlap the one that it replaced. Each change is opened by a
 * compare-and-set on the app: of two at once the second is refused with REQUEST_IN_PROGRESS.
 * Callers of what changes something hold the transaction, and {@linkplain CredentialChanges#publish
 * tell the gateways} after it.
 */
@Service
public class Keys {
  /** The longest overlap. */
  public static final long MAX_OVERLAP_SECONDS = 604_800;

  /** How many keys a list shows. */
  private static final int LISTED = 50;

  private static final int SECRET_BYTES = 32;

  private final AppStore store;
  private final CredentialChanges changes;
  private final Clock clock;

  Keys(AppStore store, CredentialChanges changes, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.clock = clock;
  }

  /** The app's keys in force, then those that ended, the newest first. */
  public List<KeyBO> list(String appId) {
    return store.keys(appId, clock.instant(), LISTED);
  }

  /**
   * Makes a key; the one in force until now ends after the overlap. Without an overlap all earlier
   * ones end at once.
   *
   * @throws ApiException KEY_LIMIT_REACHED while the overlap of an earlier rotation lasts,
   *     APP_STATE_INVALID, REQUEST_IN_PROGRESS
   */
  public NewKeyBO rotate(AppBO app, Duration overlap) {
    open(app);
    if (!overlap.isZero() && store.liveKeyIds(app.appId(), clock.instant()).size() > 1) {
      throw new ApiException(ErrorCode.KEY_LIMIT_REACHED);
    }
    return replace(app, overlap);
  }

  /**
   * Makes a key as {@link #rotate} does; of two in force the older one ends at once.
   *
   * @throws ApiException APP_STATE_INVALID, REQUEST_IN_PROGRESS
   */
  public NewKeyBO reissue(AppBO app, Duration overlap) {
    open(app);
    store.liveKeyIds(app.appId(), clock.instant()).stream()
        .skip(1)
        .forEach(keyId -> store.revokeKey(app.appId(), keyId));
    return replace(app, overlap);
  }

  /**
   * Ends a key at once; one that has ended stays as it is. The key that is left does not run out:
   * nobody is locked out by the end of an overlap whose new key is gone.
   *
   * @return whether it was in force
   * @throws ApiException KEY_NOT_FOUND, KEY_IS_LAST, APP_STATE_INVALID, REQUEST_IN_PROGRESS
   */
  public boolean revoke(AppBO app, String keyId) {
    if (!store.hasKey(app.appId(), keyId)) {
      throw new ApiException(ErrorCode.KEY_NOT_FOUND);
    }
    open(app);
    Instant now = clock.instant();
    List<String> live = store.liveKeyIds(app.appId(), now);
    if (!live.contains(keyId)) {
      return false;
    }
    if (live.size() == 1) {
      throw new ApiException(ErrorCode.KEY_IS_LAST);
    }
    store.revokeKey(app.appId(), keyId);
    store.keepLiveKeys(app.appId(), now);
    changes.record(app.appId(), now);
    return true;
  }

  private void open(AppBO app) {
    if (app.status() != AppStatus.ENABLED) {
      throw ApiException.of(ErrorCode.APP_STATE_INVALID, "status", app.status().name());
    }
    if (!store.advance(app, AppStatus.ENABLED)) {
      throw new ApiException(ErrorCode.REQUEST_IN_PROGRESS);
    }
  }

  private NewKeyBO replace(AppBO app, Duration overlap) {
    Instant now = clock.instant();
    Instant othersEndAt = now.plus(overlap);
    store.endLiveKeys(app.appId(), othersEndAt);
    String keyId = idOf(store.countKeys(app.appId()) + 1);
    String secret = newSecret();
    store.insertKey(app.appId(), keyId, secret, now);
    changes.record(app.appId(), now);
    if (othersEndAt.isAfter(now)) {
      changes.record(app.appId(), othersEndAt);
    }
    return new NewKeyBO(app.appId(), keyId, new Secret(secret), now, othersEndAt);
  }

  static String idOf(long number) {
    return "key_" + number;
  }

  static String newSecret() {
    return Tokens.random(SECRET_BYTES);
  }
}
