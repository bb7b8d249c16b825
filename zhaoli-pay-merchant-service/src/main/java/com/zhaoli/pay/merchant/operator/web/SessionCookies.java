package com.zhaoli.pay.merchant.operator.web;

import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.operator.OperatorCookie;
import com.zhaoli.pay.merchant.operator.OperatorSessionBO;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Makes the cookie of an operator's browser: no script reads it, no other site's page has it sent
 * along, and outside development it travels over https only.
 */
@Component
class SessionCookies {
  private final Clock clock;
  private final boolean development;

  SessionCookies(Clock clock, ZhaoliProperties properties) {
    this.clock = clock;
    this.development = properties.environment() == DeploymentEnvironment.DEVELOPMENT;
  }

  String of(OperatorSessionBO session, boolean https) {
    return cookie(
        session.token().value(), Duration.between(clock.instant(), session.expiresAt()), https);
  }

  /** Takes it away. */
  String gone(boolean https) {
    return cookie("", Duration.ZERO, https);
  }

  private String cookie(String value, Duration life, boolean https) {
    boolean secure = https || !development;
    return ResponseCookie.from(secure ? OperatorCookie.SECURE : OperatorCookie.PLAIN, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/")
        .maxAge(life)
        .build()
        .toString();
  }
}
