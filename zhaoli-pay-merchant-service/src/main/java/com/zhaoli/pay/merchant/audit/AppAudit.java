package com.zhaoli.pay.merchant.audit;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.app.AppBO;
import com.zhaoli.pay.merchant.app.AppStatus;
import com.zhaoli.pay.merchant.app.Apps;
import com.zhaoli.pay.merchant.app.CredentialChanges;
import com.zhaoli.pay.merchant.app.Keys;
import com.zhaoli.pay.merchant.app.NewKeyBO;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.onboarding.Onboardings;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Duration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Operators act on apps. The change, its audit entry and what the gateways are told are one
 * transaction; the gateways refuse a disabled app's calls within a second of it.
 */
@Service
public class AppAudit {
  private final Merchants merchants;
  private final Apps apps;
  private final Keys keys;
  private final CredentialChanges changes;
  private final Onboardings onboardings;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;

  AppAudit(
      Merchants merchants,
      Apps apps,
      Keys keys,
      CredentialChanges changes,
      Onboardings onboardings,
      AuditLog auditLog,
      TransactionTemplate transaction) {
    this.merchants = merchants;
    this.apps = apps;
    this.keys = keys;
    this.changes = changes;
    this.onboardings = onboardings;
    this.auditLog = auditLog;
    this.transaction = transaction;
  }

  /**
   * Puts all keys of an app out of force.
   *
   * @throws ApiException APP_NOT_FOUND, APP_STATE_INVALID, REQUEST_IN_PROGRESS
   */
  public AppBO disable(String appId, String operatorNo, String reason) {
    return move(appId, AppStatus.DISABLED, AuditAction.APP_DISABLED, operatorNo, reason);
  }

  /**
   * Puts the keys of an app in force again.
   *
   * @throws ApiException APP_NOT_FOUND, APP_STATE_INVALID, REQUEST_IN_PROGRESS
   */
  public AppBO enable(String appId, String operatorNo, String reason) {
    return move(appId, AppStatus.ENABLED, AuditAction.APP_ENABLED, operatorNo, reason);
  }

  private AppBO move(
      String appId, AppStatus to, AuditAction action, String operatorNo, String reason) {
    AppBO app = apps.get(appId);
    transaction.executeWithoutResult(
        status -> {
          apps.move(app, to);
          auditLog.append(operatorNo, action, appId, reason);
        });
    changes.publish(appId);
    return apps.get(appId);
  }

  /**
   * Makes a new key for a merchant that has lost its own. Only the browser that applied gets it: it
   * is shown there again as after the approval.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, MERCHANT_STATE_INVALID unless it is approved,
   *     APP_STATE_INVALID, REQUEST_IN_PROGRESS, or CREDENTIALS_OUT_OF_REACH when that browser has
   *     forgotten its onboarding: a key that nobody sees would only end those in use
   */
  public AppBO reissue(String merchantNo, String operatorNo, Duration overlap, String reason) {
    merchants.requireKnown(merchantNo);
    AppBO app = apps.of(merchantNo).orElseThrow(() -> notApproved(merchantNo));
    if (!onboardings.isWithinReach(merchantNo)) {
      throw new ApiException(ErrorCode.CREDENTIALS_OUT_OF_REACH);
    }
    transaction.executeWithoutResult(
        status -> {
          if (!merchants.reopenCredentials(merchantNo)) {
            throw notApproved(merchantNo);
          }
          NewKeyBO key = keys.reissue(app, overlap);
          auditLog.append(
              operatorNo,
              AuditAction.KEY_REISSUED,
              merchantNo,
              key.keyId() + ", overlap " + overlap.toSeconds() + " s: " + reason);
        });
    changes.publish(app.appId());
    return apps.get(app.appId());
  }

  private ApiException notApproved(String merchantNo) {
    return ApiException.of(
        ErrorCode.MERCHANT_STATE_INVALID, "status", merchants.statusOf(merchantNo).name());
  }
}
