package com.zhaoli.pay.merchant.audit;

import com.zhaoli.pay.common.client.wechat.MessageScene;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.merchant.app.Apps;
import com.zhaoli.pay.merchant.app.CredentialChanges;
import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.MerchantDecision;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.message.MessageOutbox;
import com.zhaoli.pay.merchant.onboarding.Onboardings;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Operators decide on applications, and suspend and resume merchants. The move of the merchant, its
 * app and key, the page's status, the message to the merchant and the audit entry are one
 * transaction, which the compare-and-set of the status opens: of concurrent decisions one happens,
 * and the others change nothing.
 */
@Service
public class MerchantAudit {
  private static final int SALT_BYTES = 16;
  private static final String NO_REASON = "无";
  private static final DateTimeFormatter WECHAT_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private final Merchants merchants;
  private final Apps apps;
  private final Onboardings onboardings;
  private final MessageOutbox outbox;
  private final CredentialChanges changes;
  private final AuditLog auditLog;
  private final Clock clock;
  private final TransactionTemplate transaction;

  MerchantAudit(
      Merchants merchants,
      Apps apps,
      Onboardings onboardings,
      MessageOutbox outbox,
      CredentialChanges changes,
      AuditLog auditLog,
      Clock clock,
      TransactionTemplate transaction) {
    this.merchants = merchants;
    this.apps = apps;
    this.onboardings = onboardings;
    this.outbox = outbox;
    this.changes = changes;
    this.auditLog = auditLog;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * Approves an application and issues the app with its first key.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, MERCHANT_STATE_INVALID
   */
  public MerchantBO approve(String merchantNo, String operatorNo) {
    Instant at = clock.instant();
    transaction.executeWithoutResult(
        status -> {
          merchants.decide(
              MerchantDecision.approve(merchantNo, operatorNo, at, Tokens.random(SALT_BYTES)));
          String appId = apps.issue(merchantNo);
          record(merchantNo, MerchantStatus.APPROVED, NO_REASON, at);
          auditLog.append(operatorNo, AuditAction.MERCHANT_APPROVED, merchantNo, appId);
        });
    onboardings.publish(merchantNo);
    publishCredentials(merchantNo);
    return merchants.get(merchantNo);
  }

  /**
   * Rejects an application; its credit code is free again.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, MERCHANT_STATE_INVALID
   */
  public MerchantBO reject(String merchantNo, String operatorNo, String reason) {
    Instant at = clock.instant();
    transaction.executeWithoutResult(
        status -> {
          merchants.decide(MerchantDecision.reject(merchantNo, operatorNo, at, reason));
          record(merchantNo, MerchantStatus.REJECTED, reason, at);
          auditLog.append(operatorNo, AuditAction.MERCHANT_REJECTED, merchantNo, reason);
        });
    onboardings.publish(merchantNo);
    return merchants.get(merchantNo);
  }

  /**
   * Suspends a merchant: none of its calls is let in, and no credentials are shown, until it is
   * resumed.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, MERCHANT_STATE_INVALID
   */
  public MerchantBO suspend(String merchantNo, String operatorNo, String reason) {
    return move(
        merchantNo,
        MerchantStatus.APPROVED,
        MerchantStatus.SUSPENDED,
        AuditAction.MERCHANT_SUSPENDED,
        operatorNo,
        reason);
  }

  /**
   * Resumes a suspended merchant.
   *
   * @throws ApiException MERCHANT_NOT_FOUND, MERCHANT_STATE_INVALID
   */
  public MerchantBO resume(String merchantNo, String operatorNo, String reason) {
    return move(
        merchantNo,
        MerchantStatus.SUSPENDED,
        MerchantStatus.APPROVED,
        AuditAction.MERCHANT_RESUMED,
        operatorNo,
        reason);
  }

  private MerchantBO move(
      String merchantNo,
      MerchantStatus from,
      MerchantStatus to,
      AuditAction action,
      String operatorNo,
      String reason) {
    Instant at = clock.instant();
    transaction.executeWithoutResult(
        status -> {
          merchants.move(merchantNo, from, to);
          changes.record(apps.of(merchantNo).orElseThrow().appId(), at);
          tell(merchantNo, to == MerchantStatus.SUSPENDED ? "商户已暂停" : "商户已恢复", reason, at);
          auditLog.append(operatorNo, action, merchantNo, reason);
        });
    publishCredentials(merchantNo);
    return merchants.get(merchantNo);
  }

  private void publishCredentials(String merchantNo) {
    apps.of(merchantNo).ifPresent(app -> changes.publish(app.appId()));
  }

  private void record(String merchantNo, MerchantStatus decided, String reason, Instant at) {
    onboardings.decided(merchantNo, decided);
    tell(merchantNo, inWords(decided), reason, at);
  }

  private void tell(String merchantNo, String result, String reason, Instant at) {
    outbox.add(
        merchantNo,
        MessageScene.ONBOARDING_AUDIT,
        Map.of(
            "merchantName",
            merchants.get(merchantNo).name(),
            "result",
            result,
            "reason",
            reason,
            "auditedAt",
            WECHAT_TIME.format(at)));
  }

  /** At most five Han characters, as everything told: WeChat's limit for a phrase. */
  private static String inWords(MerchantStatus decided) {
    return switch (decided) {
      case APPROVED -> "审核通过";
      case REJECTED -> "审核未通过";
      case SUBMITTED, SUSPENDED -> throw new IllegalArgumentException("not decided");
    };
  }
}
