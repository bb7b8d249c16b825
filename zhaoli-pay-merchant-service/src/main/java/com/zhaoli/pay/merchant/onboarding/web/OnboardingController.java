package com.zhaoli.pay.merchant.onboarding.web;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.SameOrigin;
import com.zhaoli.pay.merchant.licence.Licences;
import com.zhaoli.pay.merchant.member.MerchantBO;
import com.zhaoli.pay.merchant.member.Merchants;
import com.zhaoli.pay.merchant.onboarding.Applications;
import com.zhaoli.pay.merchant.onboarding.BegunOnboarding;
import com.zhaoli.pay.merchant.onboarding.CredentialReveal;
import com.zhaoli.pay.merchant.onboarding.MerchantCredentials;
import com.zhaoli.pay.merchant.onboarding.OnboardingBO;
import com.zhaoli.pay.merchant.onboarding.OnboardingStatus;
import com.zhaoli.pay.merchant.onboarding.OnboardingView;
import com.zhaoli.pay.merchant.onboarding.Onboardings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The onboarding page's API. Nothing of it may be cached. */
@RestController
@RequestMapping("/onboarding/v1/sessions")
class OnboardingController {
  static final String COOKIE = "zhaoli_onboarding";

  /** Longer than the QR code: an audit may end after it. */
  private final Onboardings onboardings;

  private final Applications applications;
  private final CredentialReveal credentials;
  private final Merchants merchants;
  private final SameOrigin sameOrigin;
  private final Licences licences;
  private final Clock clock;
  private final boolean development;

  OnboardingController(
      Onboardings onboardings,
      Applications applications,
      CredentialReveal credentials,
      Merchants merchants,
      SameOrigin sameOrigin,
      Licences licences,
      Clock clock,
      ZhaoliProperties properties) {
    this.onboardings = onboardings;
    this.applications = applications;
    this.credentials = credentials;
    this.merchants = merchants;
    this.sameOrigin = sameOrigin;
    this.licences = licences;
    this.clock = clock;
    this.development = properties.environment() == DeploymentEnvironment.DEVELOPMENT;
  }

  /** 201 for a new onboarding, 200 when this browser goes on with its earlier one. */
  @PostMapping
  ResponseEntity<OnboardingVO> begin(
      @CookieValue(name = COOKIE, required = false) @Nullable String browserToken,
      @RequestParam(name = "restart", defaultValue = "false") boolean restart,
      HttpServletRequest request) {
    // A form of another site sends no Strict cookie, and the answer would overwrite it.
    sameOrigin.require(request);
    BegunOnboarding begun = onboardings.begin(browserToken, restart);
    OnboardingVO body =
        OnboardingVO.of(
            begun.onboarding(), clock.instant(), licences.has(begun.onboarding().qrToken()));
    String newToken = begun.browserToken();
    if (newToken == null) {
      return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .header(HttpHeaders.SET_COOKIE, cookie(newToken, request.isSecure()).toString())
        .body(body);
  }

  @GetMapping("/{qrToken}")
  ResponseEntity<OnboardingStatusVO> status(
      @PathVariable("qrToken") @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be a QR token") String qrToken,
      @CookieValue(name = COOKIE, required = false) @Nullable String browserToken) {
    OnboardingView view = onboardings.view(qrToken, browserToken);
    OnboardingStatus status = view.statusAt(clock.instant());
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new OnboardingStatusVO(status, view.merchantNo(), rejectReason(status, view)));
  }

  private @Nullable String rejectReason(OnboardingStatus status, OnboardingView view) {
    String merchantNo = view.merchantNo();
    return status == OnboardingStatus.REJECTED && merchantNo != null
        ? merchants.find(merchantNo).map(MerchantBO::rejectReason).orElse(null)
        : null;
  }

  @GetMapping(path = "/{qrToken}/qr.png", produces = MediaType.IMAGE_PNG_VALUE)
  ResponseEntity<byte[]> qrCode(
      @PathVariable("qrToken") @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be a QR token") String qrToken,
      @CookieValue(name = COOKIE, required = false) @Nullable String browserToken) {
    OnboardingBO onboarding = onboardings.get(qrToken, browserToken);
    if (onboarding.statusAt(clock.instant()) == OnboardingStatus.EXPIRED) {
      throw new ApiException(ErrorCode.ONBOARDING_EXPIRED);
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(QrPng.draw(onboarding.qrUrl()));
  }

  @PostMapping("/{qrToken}/application")
  ResponseEntity<ApplicationVO> apply(
      @PathVariable("qrToken") @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be a QR token") String qrToken,
      @CookieValue(name = COOKIE, required = false) @Nullable String browserToken,
      @Valid @RequestBody ApplicationDTO application,
      HttpServletRequest request) {
    // The gateway's X-Forwarded-For, which it lets nobody else set.
    String merchantNo =
        applications.apply(
            qrToken, browserToken, application.toApplication(), request.getRemoteAddr());
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(new ApplicationVO(merchantNo, OnboardingStatus.SUBMITTED));
  }

  @PostMapping("/{qrToken}/credentials")
  ResponseEntity<MerchantCredentials> credentials(
      @PathVariable("qrToken") @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be a QR token") String qrToken,
      @CookieValue(name = COOKIE, required = false) @Nullable String browserToken,
      HttpServletRequest request) {
    if (!development && !request.isSecure()) {
      throw new ApiException(ErrorCode.HTTPS_REQUIRED);
    }
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(credentials.reveal(qrToken, browserToken));
  }

  /** The page has shown the credentials and a person has kept them. */
  @PostMapping("/{qrToken}/credentials/confirm")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void confirm(
      @PathVariable("qrToken") @Pattern(regexp = Ids.FROM_OUTSIDE, message = "must be a QR token") String qrToken,
      @CookieValue(name = COOKIE, required = false) @Nullable String browserToken) {
    credentials.confirm(qrToken, browserToken);
  }

  private ResponseCookie cookie(String token, boolean https) {
    return ResponseCookie.from(COOKIE, token)
        .httpOnly(true)
        .secure(https || !development)
        .sameSite("Strict")
        .path("/onboarding")
        .maxAge(Onboardings.BROWSER_LIFETIME)
        .build();
  }

  /** The answer to an application. */
  record ApplicationVO(String merchantNo, OnboardingStatus status) {}
}
