package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.client.notify.NotifyInternalApi;
import com.zhaoli.pay.common.client.notify.WebhookEndpointCredential;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.app.AppKeyBO;
import com.zhaoli.pay.merchant.app.Apps;
import com.zhaoli.pay.merchant.member.Merchants;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Shows a merchant's credentials once, to the browser that applied. What can fail (the webhook
 * secret from notify-consumer, which has no effect when repeated) comes first; the last step is a
 * compare-and-set that one caller ever wins. An answer lost on its way is not shown again: the key
 * is then replaced by a rotation.
 */
@Service
public class CredentialReveal {
  private static final Logger log = LoggerFactory.getLogger(CredentialReveal.class);
  private static final String SIGN_TYPE = "HMAC-SHA256";

  private final Onboardings onboardings;
  private final Merchants merchants;
  private final Apps apps;
  private final NotifyInternalApi notifications;
  private final Clock clock;

  CredentialReveal(
      Onboardings onboardings,
      Merchants merchants,
      Apps apps,
      NotifyInternalApi notifications,
      Clock clock) {
    this.onboardings = onboardings;
    this.merchants = merchants;
    this.apps = apps;
    this.notifications = notifications;
    this.clock = clock;
  }

  /**
   * The credentials.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND, ONBOARDING_STATE_INVALID before the approval,
   *     CREDENTIALS_ALREADY_SHOWN, or UPSTREAM_UNAVAILABLE, after which it can be tried again
   */
  public MerchantCredentials reveal(String qrToken, @Nullable String browserToken) {
    OnboardingBO onboarding = onboardings.get(qrToken, browserToken);
    OnboardingStatus status = onboarding.statusAt(clock.instant());
    if (status != OnboardingStatus.APPROVED) {
      throw Onboardings.stateInvalid(status);
    }
    String merchantNo = Objects.requireNonNull(onboarding.merchantNo());
    if (merchants.get(merchantNo).credentialsShownAt() != null) {
      throw new ApiException(ErrorCode.CREDENTIALS_ALREADY_SHOWN);
    }
    AppKeyBO key = apps.firstKeyOf(merchantNo).orElseThrow();
    Secret salt = new Secret(merchants.salt(merchantNo).orElseThrow());
    Secret webhookSecret = webhookSecret(merchantNo);
    if (!merchants.claimCredentials(merchantNo, clock.instant())) {
      throw new ApiException(ErrorCode.CREDENTIALS_ALREADY_SHOWN);
    }
    return new MerchantCredentials(
        merchantNo, key.appId(), key.keyId(), key.secret(), salt, SIGN_TYPE, webhookSecret);
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
