package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ClientNetwork;
import com.zhaoli.pay.merchant.MerchantProperties;
import com.zhaoli.pay.merchant.licence.Licences;
import com.zhaoli.pay.merchant.member.MerchantApplication;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.onboarding.internal.OnboardingStore;
import com.zhaoli.pay.merchant.receiver.Receivers;
import com.zhaoli.pay.merchant.tries.Tries;
import com.zhaoli.pay.merchant.tries.Tries.Bound;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes merchants' applications. That a credit code is taken tells somebody about another merchant,
 * so only a complete application gets to know it, and an onboarding, a person and an address only a
 * few times: then no more applications are looked at for a while, with whatever code.
 */
@Service
public class Applications {
  private final Onboardings onboardings;
  private final OnboardingStore store;
  private final Merchants merchants;
  private final Receivers receivers;
  private final Licences licences;
  private final Tries tries;
  private final MerchantProperties properties;
  private final TransactionTemplate transaction;

  Applications(
      Onboardings onboardings,
      OnboardingStore store,
      Merchants merchants,
      Receivers receivers,
      Licences licences,
      Tries tries,
      MerchantProperties properties,
      TransactionTemplate transaction) {
    this.onboardings = onboardings;
    this.store = store;
    this.merchants = merchants;
    this.receivers = receivers;
    this.licences = licences;
    this.tries = tries;
    this.properties = properties;
    this.transaction = transaction;
  }

  /**
   * Takes the application and binds the person who scanned to the new merchant.
   *
   * @param address where the application comes from
   * @return the new merchantNo
   * @throws ApiException ONBOARDING_NOT_FOUND, ONBOARDING_EXPIRED, ONBOARDING_STATE_INVALID,
   *     LICENCE_REQUIRED, CREDIT_CODE_TAKEN, or CREDIT_CODE_TRIES_USED_UP with the seconds to wait
   */
  public String apply(
      String qrToken,
      @Nullable String browserToken,
      MerchantApplication application,
      String address) {
    OnboardingBO onboarding = onboardings.get(qrToken, browserToken);
    onboardings.requireTakesApplication(onboarding);
    if (!licences.has(qrToken)) {
      throw new ApiException(ErrorCode.LICENCE_REQUIRED);
    }
    String merchantNo = applyWithinTries(onboarding, application, address);
    onboardings.publish(merchantNo);
    return merchantNo;
  }

  private String applyWithinTries(
      OnboardingBO onboarding, MerchantApplication application, String address) {
    List<Bound> bounds = bounds(onboarding, address);
    Optional<Duration> wait = tries.take(properties.takenCodeLock(), bounds);
    if (wait.isPresent()) {
      throw ApiException.retryAfter(ErrorCode.CREDIT_CODE_TRIES_USED_UP, wait.get().toSeconds());
    }
    boolean taken = false;
    try {
      return Objects.requireNonNull(
          transaction.execute(status -> applyIn(onboarding.qrToken(), application)));
    } catch (ApiException e) {
      taken = e.code() == ErrorCode.CREDIT_CODE_TAKEN;
      throw e;
    } finally {
      if (!taken) {
        tries.giveBack(bounds);
      }
    }
  }

  /** No login is counted under these: names of operators have no colon. */
  private List<Bound> bounds(OnboardingBO onboarding, String address) {
    int limit = properties.takenCodeTries();
    return List.of(
        new Bound("taken-code:onboarding:" + onboarding.qrToken(), limit),
        new Bound("taken-code:person:" + Objects.requireNonNull(onboarding.scannerHash()), limit),
        new Bound(
            "taken-code:address:" + ClientNetwork.of(address),
            properties.takenCodeTriesOfAddress()));
  }

  private String applyIn(String qrToken, MerchantApplication application) {
    // The lock keeps another application, and an unbinding, out until we commit.
    OnboardingBO onboarding = store.lock(qrToken).orElseThrow(Onboardings::notFound);
    onboardings.requireTakesApplication(onboarding);
    String merchantNo = merchants.register(application);
    if (!store.submit(qrToken, onboarding.status(), merchantNo)) {
      throw Onboardings.stateInvalid(onboarding.status());
    }
    licences.submit(qrToken, merchantNo);
    receivers.addOwner(merchantNo, onboarding.openid(), onboarding.scannedAt());
    return merchantNo;
  }
}
