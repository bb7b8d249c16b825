package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.client.notify.WebhookEndpointCredential;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.app.AppKeyBO;
import com.zhaoli.pay.merchant.app.Apps;
import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.trail.AuditAction;
import com.zhaoli.pay.merchant.trail.AuditLog;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Shows a merchant's credentials to the browser that applied, again when the answer got lost: until
 * the browser confirms that it has kept them, or a window after the first time is over. What can
 * fail (the webhook secret from notify-consumer, which has no effect when repeated) comes first, so
 * that the window opens only for an answer that is on its way.
 */
@Service
public class CredentialReveal {
  private static final Logger log = LoggerFactory.getLogger(CredentialReveal.class);
  private static final String SIGN_TYPE = "HMAC-SHA256";

  private final Onboardings onboardings;
  private final Merchants merchants;
  private final Apps apps;
  private final NotifyInternalApi notifications;
  private final AuditLog auditLog;
  private final MerchantProperties properties;
  private final Clock clock;
  private final TransactionTemplate transaction;

  CredentialReveal(
      Onboardings onboardings,
      Merchants merchants,
      Apps apps,
      NotifyInternalApi notifications,
      AuditLog auditLog,
      MerchantProperties properties,
      Clock clock,
      TransactionTemplate transaction) {
    this.onboardings = onboardings;
    this.merchants = merchants;
    this.apps = apps;
    this.notifications = notifications;
    this.auditLog = auditLog;
    this.properties = properties;
    this.clock = clock;
    this.transaction = transaction;
  }

  /**
   * The credentials with the newest key in force.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND, ONBOARDING_STATE_INVALID before the approval,
   *     CREDENTIALS_ALREADY_SHOWN, MERCHANT_STATE_INVALID while the merchant is suspended,
   *     APP_STATE_INVALID while its app is disabled, or UPSTREAM_UNAVAILABLE, after which it can be
   *     tried again
   */
  public MerchantCredentials reveal(String qrToken, @Nullable String browserToken) {
    String merchantNo = approvedMerchant(qrToken, browserToken);
    requireShowing(merchantNo);
    Secret webhookSecret = webhookSecret(merchantNo);
    // Behind the last thing that takes long: a key that was replaced meanwhile is not shown.
    transaction.executeWithoutResult(status -> show(merchantNo));
    AppKeyBO key =
        apps.newestKeyOf(merchantNo)
            .orElseThrow(() -> new ApiException(ErrorCode.APP_STATE_INVALID));
    Secret salt = new Secret(merchants.salt(merchantNo).orElseThrow());
    return new MerchantCredentials(
        merchantNo, key.appId(), key.keyId(), key.secret(), salt, SIGN_TYPE, webhookSecret);
  }

  /**
   * The browser has kept the credentials: they are not shown again. Repeating it has no effect.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND, ONBOARDING_STATE_INVALID before they were shown
   */
  public void confirm(String qrToken, @Nullable String browserToken) {
    String merchantNo = approvedMerchant(qrToken, browserToken);
    transaction.executeWithoutResult(
        status -> {
          if (merchants.confirmCredentials(merchantNo, clock.instant())) {
            auditLog.append(merchantNo, AuditAction.CREDENTIALS_CONFIRMED, merchantNo, null);
          } else if (merchants.get(merchantNo).credentialsConfirmedAt() == null) {
            throw ApiException.of(
                ErrorCode.ONBOARDING_STATE_INVALID, "credentials", "have not been shown yet");
          }
        });
  }

  private String approvedMerchant(String qrToken, @Nullable String browserToken) {
    OnboardingBO onboarding = onboardings.get(qrToken, browserToken);
    OnboardingStatus status = onboarding.statusAt(clock.instant());
    if (status != OnboardingStatus.APPROVED) {
      throw Onboardings.stateInvalid(status);
    }
    return Objects.requireNonNull(onboarding.merchantNo());
  }

  private void show(String merchantNo) {
    if (merchants.showCredentials(merchantNo, clock.instant())) {
      auditLog.append(merchantNo, AuditAction.CREDENTIALS_SHOWN, merchantNo, null);
    } else {
      requireShowing(merchantNo);
    }
  }

  private void requireShowing(String merchantNo) {
    MerchantBO merchant = merchants.get(merchantNo);
    if (merchant.status() != MerchantStatus.APPROVED) {
      throw ApiException.of(ErrorCode.MERCHANT_STATE_INVALID, "status", merchant.status().name());
    }
    if (!merchant.showsCredentials(clock.instant(), properties.credentialsWindow())) {
      throw new ApiException(ErrorCode.CREDENTIALS_ALREADY_SHOWN);
    }
  }

  private Secret webhookSecret(String merchantNo) {
    try {
      WebhookEndpointCredential endpoint = notifications.ensureDefaultEndpoint(merchantNo);
      return endpoint.secret();
    } catch (RuntimeException e) {
      log.warn("No webhook secret from notify-consumer", e);
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    }
  }
}
