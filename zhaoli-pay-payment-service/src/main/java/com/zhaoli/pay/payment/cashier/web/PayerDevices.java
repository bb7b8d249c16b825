package com.zhaoli.pay.payment.cashier.web;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.payment.cashier.CashierKeys;
import com.zhaoli.pay.payment.cashier.PayerDevice;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Browsers by their cookies. A cookie is of one payment: its path says so, and a browser that paid
 * many has many that tell nothing of each other. Lax, since a wallet's redirect back from its
 * sign-in must bring it.
 */
@Component
class PayerDevices {
  static final String COOKIE = "zhaoli_cashier";

  /** Longer than a payment can be open, so that the payer can look at the result afterwards. */
  private static final Duration LIFETIME = Duration.ofDays(1);

  private final boolean development;

  PayerDevices(ZhaoliProperties properties) {
    this.development = properties.environment() == DeploymentEnvironment.DEVELOPMENT;
  }

  PayerDevice of(HttpServletRequest request) {
    return new PayerDevice(
        Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""),
        key(request),
        request.getRemoteAddr());
  }

  private static @Nullable String key(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE) && CashierKeys.isShape(cookie.getValue())) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  /** The cookie that makes a browser known again, for this payment only. */
  String cookie(String payToken, String key, HttpServletRequest request) {
    return ResponseCookie.from(COOKIE, key)
        .httpOnly(true)
        .secure(request.isSecure() || !development)
        .sameSite("Lax")
        .path("/cashier/" + payToken)
        .maxAge(LIFETIME)
        .build()
        .toString();
  }
}
