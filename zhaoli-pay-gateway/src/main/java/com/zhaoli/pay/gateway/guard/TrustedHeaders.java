package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.signing.SigningHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The platform's headers that a guard vouches for.
 *
 * @param values by header name
 */
public record TrustedHeaders(Map<String, String> values) {

  private static final String ATTRIBUTE = TrustedHeaders.class.getName();
  private static final TrustedHeaders NONE = new TrustedHeaders(Map.of());

  public TrustedHeaders {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Vouches for nothing. */
  public static TrustedHeaders none() {
    return NONE;
  }

  /** These and one more. */
  public TrustedHeaders with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new TrustedHeaders(more);
  }

  /** Whether the request carries a signature, which its guard or the service behind verifies. */
  public boolean areOfSigned() {
    return values.containsKey(SigningHeaders.APP_ID);
  }

  /** Keeps them with the request until it is forwarded. */
  public void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What was attached to the request. */
  public static TrustedHeaders of(HttpServletRequest request) {
    return (TrustedHeaders)
        Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "every route has a guard");
  }
}
