package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What a merchant does with the keys of its own app; each change is in the audit log. */
@Service
public class MerchantKeys {
  private final Apps apps;
  private final Keys keys;
  private final CredentialChanges changes;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  MerchantKeys(
      Apps apps,
      Keys keys,
      CredentialChanges changes,
      AuditLog auditLog,
      TransactionTemplate transaction) {
    this.apps = apps;
    this.keys = keys;
    this.changes = changes;
    this.auditLog = auditLog;
    this.transaction = transaction;
  }

  /**
   * The app's keys in force, then those that ended, the newest first.
   *
   * @throws ApiException APP_NOT_FOUND, also for another merchant's app
   */
  public List<KeyBO> list(String merchantNo, String appId) {
    return keys.list(own(merchantNo, appId).appId());
  }

  /**
   * Makes a new key.
   *
   * @throws ApiException APP_NOT_FOUND, and what {@link Keys#rotate} throws
   */
  public NewKeyBO rotate(String merchantNo, String appId, Duration overlap) {
    AppBO app = own(merchantNo, appId);
    NewKeyBO made =
        Objects.requireNonNull(
            transaction.execute(
                status -> {
                  NewKeyBO key = keys.rotate(app, overlap);
                  auditLog.append(
                      merchantNo,
                      AuditAction.KEY_ROTATED,
                      appId,
                      key.keyId() + ", overlap " + overlap.toSeconds() + " s");
                  return key;
                }));
    changes.publish(appId);
    return made;
  }

  /**
   * Ends a key at once.
   *
   * @throws ApiException APP_NOT_FOUND, and what {@link Keys#revoke} throws
   */
  public void revoke(String merchantNo, String appId, String keyId) {
    AppBO app = own(merchantNo, appId);
    transaction.executeWithoutResult(
        status -> {
          if (keys.revoke(app, keyId)) {
            auditLog.append(merchantNo, AuditAction.KEY_REVOKED, appId, keyId);
          }
        });
    changes.publish(appId);
  }

  private AppBO own(String merchantNo, String appId) {
    AppBO app = apps.get(appId);
    if (!app.merchantNo().equals(merchantNo)) {
      throw new ApiException(ErrorCode.APP_NOT_FOUND);
    }
    return app;
  }
}
