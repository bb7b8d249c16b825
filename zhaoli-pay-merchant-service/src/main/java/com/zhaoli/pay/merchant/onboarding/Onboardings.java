package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.client.merchant.OpenidUnbinding;
import com.zhaoli.pay.common.client.merchant.QrScan;
import com.zhaoli.pay.common.client.wechat.QrCode;
import com.zhaoli.pay.common.client.wechat.QrCodeRequest;
import com.zhaoli.pay.common.client.wechat.QrPurpose;
import com.zhaoli.pay.common.client.wechat.WechatInternalApi;
import com.zhaoli.pay.common.crypto.Tokens;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.member.MerchantStatus;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.onboarding.internal.OnboardingCache;
import com.zhaoli.pay.merchant.onboarding.internal.OnboardingStore;
import com.zhaoli.pay.merchant.receiver.Receivers;
import com.zhaoli.pay.merchant.secret.Masks;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How a merchant joins. An onboarding belongs to the browser that began it, which proves itself by
 * a cookie; for anybody else it does not exist.
 *
 * <p>The database is the truth. After each commit the status goes to Redis, from where the page's
 * polling is answered; Redis lost or late costs at most the short life of its entries.
 */
@Service
public class Onboardings {
  private static final Logger log = LoggerFactory.getLogger(Onboardings.class);

  /**
   * How long a browser keeps the cookie by which an onboarding is its own. Longer than the QR code:
   * an audit may end after it.
   */
  public static final Duration BROWSER_LIFETIME = Duration.ofDays(90);

  /** WeChat's maximum. */
  private static final Duration QR_LIFETIME = Duration.ofDays(30);

  private static final int QR_TOKEN_BYTES = 24;
  private static final int BROWSER_TOKEN_BYTES = 32;

  private final OnboardingStore store;
  private final OnboardingCache cache;
  private final Merchants merchants;
  private final Receivers receivers;
  private final WechatInternalApi wechat;
  private final MerchantProperties properties;
  private final Clock clock;
  private final TransactionTemplate transaction;

  Onboardings(
      OnboardingStore store,
      OnboardingCache cache,
      Merchants merchants,
      Receivers receivers,
      WechatInternalApi wechat,
      MerchantProperties properties,
      Clock clock,
      TransactionTemplate transaction) {
    this.store = store;
    this.cache = cache;
    this.merchants = merchants;
    this.receivers = receivers;
    this.wechat = wechat;
    this.properties = properties;
    this.clock = clock;
    this.transaction = transaction;
  }

  /** Whether the browser that applied for this merchant can still come back to its onboarding. */
  public boolean isWithinReach(String merchantNo) {
    Duration afterQrCode = BROWSER_LIFETIME.minus(QR_LIFETIME);
    return store
        .byMerchant(merchantNo)
        .filter(onboarding -> clock.instant().isBefore(onboarding.expiresAt().plus(afterQrCode)))
        .isPresent();
  }

  /**
   * Goes on with the browser's onboarding, or begins one with a new QR code and a new cookie.
   *
   * @param browserToken the browser's cookie, if it has one
   * @param restart begin anew in any case
   * @throws ApiException UPSTREAM_UNAVAILABLE when no QR code can be had; ONBOARDING_UNDER_REVIEW
   *     or CREDENTIALS_UNCONFIRMED when a new cookie would take credentials, or those to come, from
   *     the only browser that gets them
   */
  public BegunOnboarding begin(@Nullable String browserToken, boolean restart) {
    if (browserToken != null) {
      Optional<OnboardingBO> earlier = store.byBrowser(Tokens.sha256(browserToken));
      if (restart) {
        earlier.ifPresent(this::requireNothingToKeep);
      } else if (earlier.filter(this::canGoOn).isPresent()) {
        return new BegunOnboarding(earlier.get(), null);
      }
    }
    String qrToken = Tokens.random(QR_TOKEN_BYTES);
    // A cookie from outside is never taken over: somebody else might know it.
    String newBrowserToken = Tokens.random(BROWSER_TOKEN_BYTES);
    QrCode qrCode = newQrCode(qrToken);
    store.insert(qrToken, Tokens.sha256(newBrowserToken), qrCode, clock.instant());
    OnboardingBO begun = store.find(qrToken).orElseThrow();
    cache.put(qrToken, OnboardingView.of(begun));
    return new BegunOnboarding(begun, newBrowserToken);
  }

  private boolean canGoOn(OnboardingBO onboarding) {
    return switch (onboarding.statusAt(clock.instant())) {
      case WAITING_SCAN, SCANNED, SUBMITTED, REJECTED, APPROVED -> true;
      case EXPIRED -> false;
    };
  }

  /** Keys are shown to the browser that applied, and to no other. */
  private void requireNothingToKeep(OnboardingBO onboarding) {
    switch (onboarding.status()) {
      case SUBMITTED -> throw new ApiException(ErrorCode.ONBOARDING_UNDER_REVIEW);
      case APPROVED -> {
        if (merchants
            .get(Objects.requireNonNull(onboarding.merchantNo()))
            .showsCredentials(clock.instant(), properties.credentialsWindow())) {
          throw new ApiException(ErrorCode.CREDENTIALS_UNCONFIRMED);
        }
      }
      case WAITING_SCAN, SCANNED, REJECTED, EXPIRED -> {
        // A new QR code costs nothing that cannot be had again.
      }
    }
  }

  private QrCode newQrCode(String qrToken) {
    try {
      return wechat.createQrCode(
          new QrCodeRequest(
              QrPurpose.ONBOARDING, qrToken, Math.toIntExact(QR_LIFETIME.toSeconds())));
    } catch (RuntimeException e) {
      log.warn("No QR code from wechat-mp-service", e);
      throw new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE, e);
    }
  }

  /**
   * The status for the page's polling, from Redis where it is there.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND, also for another browser
   */
  public OnboardingView view(String qrToken, @Nullable String browserToken) {
    OnboardingView view =
        cache
            .get(qrToken)
            .or(
                () -> {
                  Optional<OnboardingView> stored = store.find(qrToken).map(OnboardingView::of);
                  stored.ifPresent(found -> cache.put(qrToken, found));
                  return stored;
                })
            .orElseThrow(Onboardings::notFound);
    if (browserToken == null || !view.belongsTo(browserToken)) {
      throw notFound();
    }
    return view;
  }

  /**
   * The onboarding as the database has it.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND, also for another browser
   */
  public OnboardingBO get(String qrToken, @Nullable String browserToken) {
    return store
        .find(qrToken)
        .filter(found -> browserToken != null && found.belongsTo(browserToken))
        .orElseThrow(Onboardings::notFound);
  }

  /**
   * Refuses an onboarding that takes no application now.
   *
   * @throws ApiException ONBOARDING_EXPIRED, ONBOARDING_STATE_INVALID
   */
  void requireTakesApplication(OnboardingBO onboarding) {
    OnboardingStatus status = onboarding.statusAt(clock.instant());
    if (status == OnboardingStatus.EXPIRED) {
      throw new ApiException(ErrorCode.ONBOARDING_EXPIRED);
    }
    if (!status.takesApplication()) {
      throw stateInvalid(status);
    }
  }

  /**
   * A WeChat user scanned the QR code. The first one is bound by compare-and-set; later scans by
   * anybody change nothing. After an unbinding the same person's scan binds again.
   *
   * @throws ApiException ONBOARDING_NOT_FOUND for a token that was never given out
   */
  public void scanned(QrScan scan) {
    OnboardingBO onboarding = store.find(scan.qrToken()).orElseThrow(Onboardings::notFound);
    Boolean bound = transaction.execute(status -> bindIn(onboarding, scan));
    if (Boolean.TRUE.equals(bound)) {
      store.find(scan.qrToken()).ifPresent(this::publish);
    } else {
      log.info("A scan by {} changes nothing", Masks.openid(scan.openid()));
    }
  }

  private boolean bindIn(OnboardingBO onboarding, QrScan scan) {
    if (receivers.leftAfter(scan.openid(), scan.scannedAt())) {
      return false;
    }
    if (!store.bind(scan, Tokens.sha256(scan.openid()))) {
      return false;
    }
    String merchantNo = store.find(onboarding.qrToken()).map(OnboardingBO::merchantNo).orElse(null);
    if (merchantNo != null) {
      receivers.rebindOwner(merchantNo, scan.openid(), scan.scannedAt());
    }
    return true;
  }

  /** A WeChat user left the account: the openid becomes null wherever it was bound before. */
  public void unbound(OpenidUnbinding unbinding) {
    transaction.executeWithoutResult(
        status -> {
          // In this order: a concurrent scan or application either sees it or waits for us.
          receivers.recordDeparture(unbinding.openid(), unbinding.at());
          store.unbind(unbinding.openid(), unbinding.at());
          receivers.unbind(unbinding.openid(), unbinding.at());
        });
  }

  /** The merchant's onboarding follows an operator's decision; part of that transaction. */
  public void decided(String merchantNo, MerchantStatus decided) {
    store.decide(merchantNo, OnboardingStatus.of(decided));
  }

  /** Brings the committed state of the merchant's onboarding to Redis. */
  public void publish(String merchantNo) {
    store.byMerchant(merchantNo).ifPresent(this::publish);
  }

  private void publish(OnboardingBO onboarding) {
    cache.put(onboarding.qrToken(), OnboardingView.of(onboarding));
  }

  static ApiException notFound() {
    return new ApiException(ErrorCode.ONBOARDING_NOT_FOUND);
  }

  static ApiException stateInvalid(OnboardingStatus status) {
    return ApiException.of(ErrorCode.ONBOARDING_STATE_INVALID, "status", status.name());
  }
}
