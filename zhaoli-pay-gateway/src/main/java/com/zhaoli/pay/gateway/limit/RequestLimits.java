package com.zhaoli.pay.gateway.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.signing.RequestPath;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which limits a request has to keep before anything else is done for it. Those of an address count
 * every request, also one that has no route; what is dear to serve has a limit of its own in
 * addition.
 */
public final class RequestLimits {

  private static final PathPattern ONBOARDING_SESSIONS =
      PathPatternParser.defaultInstance.parse("/onboarding/v1/sessions");
  private static final PathPattern OPS_SESSIONS =
      PathPatternParser.defaultInstance.parse("/ops/v1/sessions");
  private static final String EVERYBODY = "everybody";

  private final AddressLimiter addresses;
  private final AddressLimiter channels;
  private final AddressLimiter onboardings;
  private final AddressLimiter allOnboardings;
  private final AddressLimiter logins;

  RequestLimits(LiveLimits limits, Ticker ticker) {
    this.addresses = new AddressLimiter(limits::address, ticker);
    this.channels = new AddressLimiter(limits::callback, ticker);
    this.onboardings = new AddressLimiter(limits::onboarding, ticker);
    this.allOnboardings = new AddressLimiter(limits::onboardingTotal, ticker);
    this.logins = new AddressLimiter(limits::login, ticker);
  }

  /**
   * Counts one request.
   *
   * @param path as it stands on the request line
   * @throws ApiException RATE_LIMITED with the seconds to wait
   */
  public void admit(String method, String path, String remoteAddress) {
    if (isFromChannel(path)) {
      channels.admit(remoteAddress);
      return;
    }
    addresses.admit(remoteAddress);
    // A path that cannot be decoded in one way only reaches no service: the edge refuses it next.
    if (!method.equals("POST") || !RequestPath.isUnambiguous(path)) {
      return;
    }
    // The pattern sees the path as the service will: without escapes and parameters.
    PathContainer parsed = PathContainer.parsePath(path);
    if (ONBOARDING_SESSIONS.matches(parsed)) {
      onboardings.admit(remoteAddress);
      allOnboardings.admit(EVERYBODY);
    } else if (OPS_SESSIONS.matches(parsed)) {
      logins.admit(remoteAddress);
    }
  }

  /**
   * Alipay and WeChat send the callbacks of all merchants from few addresses. Only the plain
   * spelling has their larger bucket; any other is counted with all requests.
   */
  private static boolean isFromChannel(String path) {
    return path.startsWith("/callback/")
        || path.equals("/wechat/portal")
        || path.startsWith("/wechat/portal/");
  }
}
