package com.zhaoli.pay.gateway.operator;

import com.zhaoli.pay.common.client.merchant.MerchantInternalApi;
import com.zhaoli.pay.common.client.merchant.OperatorIdentity;
import com.zhaoli.pay.common.client.merchant.OperatorToken;
import com.zhaoli.pay.common.config.DeploymentEnvironment;
import com.zhaoli.pay.common.config.ZhaoliProperties;
import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.gateway.bulkhead.Bulkhead;
import com.zhaoli.pay.gateway.guard.Guard;
import com.zhaoli.pay.gateway.guard.RequestBody;
import com.zhaoli.pay.gateway.guard.TrustedHeaders;
import feign.FeignException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Lets in operators who show the token of their login, as a bearer token or, from a page of ours,
 * as the cookie of their browser. Each request is asked at merchant-service, so that a login ends
 * everywhere at once; operators are few. Those who wait for it are bounded, so that a
 * merchant-service that hangs is nobody else's concern.
 */
@Component
public class OperatorGuard implements Guard {

  private static final Pattern BEARER =
      Pattern.compile("Bearer ([A-Za-z0-9._~+/=-]{16,512})", Pattern.CASE_INSENSITIVE);

  private final MerchantInternalApi merchants;
  private final Bulkhead operatorChecks;
  private final BrowserSession browserSession;

  OperatorGuard(
      MerchantInternalApi merchants, Bulkhead operatorChecks, ZhaoliProperties properties) {
    this.merchants = merchants;
    this.operatorChecks = operatorChecks;
    this.browserSession =
        new BrowserSession(properties.environment() == DeploymentEnvironment.DEVELOPMENT);
  }

  @Override
  public TrustedHeaders admit(HttpServletRequest request) {
    OperatorIdentity operator = verify(token(request));
    RequestBody.read(request);
    TrustedHeaders headers =
        TrustedHeaders.none()
            .with(ZhaoliHeaders.OPERATOR, operator.operatorNo())
            .with(ZhaoliHeaders.OPERATOR_ROLES, String.join(",", operator.roles()));
    String sessionNo = operator.sessionNo();
    return sessionNo == null ? headers : headers.with(ZhaoliHeaders.OPERATOR_SESSION, sessionNo);
  }

  private Secret token(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders(HttpHeaders.AUTHORIZATION);
    if (!values.hasMoreElements()) {
      return browserSession
          .token(request)
          .orElseThrow(() -> new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED));
    }
    Matcher bearer = BEARER.matcher(values.nextElement());
    if (bearer.matches() && !values.hasMoreElements()) {
      return new Secret(String.valueOf(bearer.group(1)));
    }
    throw new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED);
  }

  private OperatorIdentity verify(Secret token) {
    CompletableFuture<Optional<OperatorIdentity>> check = operatorChecks.start(() -> ask(token));
    try {
      return operatorChecks
          .await(check)
          .orElseThrow(() -> new ApiException(ErrorCode.OPERATOR_UNAUTHENTICATED));
    } finally {
      // One that still stands in line is for nobody.
      check.cancel(false);
    }
  }

  private Optional<OperatorIdentity> ask(Secret token) {
    try {
      return Optional.of(merchants.verifyOperator(new OperatorToken(token)));
    } catch (FeignException.Unauthorized e) {
      return Optional.empty();
    }
  }
}
