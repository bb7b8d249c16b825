package com.zhaoli.pay.gateway.route;

import com.zhaoli.pay.common.internal.InternalToken;
import com.zhaoli.pay.common.operator.OperatorCookie;
import com.zhaoli.pay.common.web.RequestIds;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.gateway.guard.RequestBody;
import com.zhaoli.pay.gateway.guard.TrustedHeaders;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Which headers cross the gateway. Inward: none of the platform's own from outside, then those that
 * the guard vouches for, the request id and the internal credential. What a client says about
 * proxies before us is replaced by what we see, and the cookie of an operator's browser goes no
 * further, since the services need no more than who it is. Outward: none of the platform's own, the
 * request id stands in the answer already.
 */
@Component
class ForwardedHeaders {

  private static final String PLATFORM_PREFIX = "x-zhaoli-";

  /** RFC 9110, 7.6.1, and what means this connection in practice. */
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  /** Set anew for the connection to the service. */
  private static final Set<String> OURS_TO_SET =
      Set.of("host", "content-length", "expect", "forwarded", "x-real-ip", "via");

  /**
   * Ours begins here (W3C Trace Context and Baggage, Zipkin's B3): nobody outside decides what we
   * record.
   */
  private static final Set<String> TRACE = Set.of("traceparent", "tracestate", "baggage", "b3");

  private static final String B3_PREFIX = "x-b3-";

  private static final String FORWARDED_PREFIX = "x-forwarded-";

  private final InternalToken internalToken;
  private final String ourName;

  ForwardedHeaders(
      InternalToken internalToken, @Value("${spring.application.name}") String ourName) {
    this.internalToken = internalToken;
    this.ourName = ourName;
  }

  /** The headers of the request to the service. */
  HttpHeaders inward(HttpHeaders received, HttpServletRequest request) {
    Set<String> namedByConnection = namedByConnection(received);
    HttpHeaders forwarded = new HttpHeaders();
    received.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!lower.startsWith(PLATFORM_PREFIX)
              && !lower.startsWith(FORWARDED_PREFIX)
              && !HOP_BY_HOP.contains(lower)
              && !OURS_TO_SET.contains(lower)
              && !TRACE.contains(lower)
              && !lower.startsWith(B3_PREFIX)
              && !namedByConnection.contains(lower)) {
            forwarded.addAll(name, values);
          }
        });
    withoutOperatorCookies(forwarded);
    TrustedHeaders.of(request).values().forEach(forwarded::set);
    forwarded.set(ZhaoliHeaders.REQUEST_ID, RequestIds.current());
    forwarded.set(ZhaoliHeaders.INTERNAL, internalToken.issue(ourName));
    forwarded.set("X-Forwarded-For", request.getRemoteAddr());
    forwarded.set("X-Forwarded-Proto", request.getScheme());
    byte[] body = RequestBody.of(request);
    if (body.length > 0 || received.getContentLength() == 0) {
      forwarded.setContentLength(body.length);
    }
    return forwarded;
  }

  /** Copies the headers of the service's answer into ours. */
  void outward(HttpHeaders answered, HttpHeaders ours) {
    Set<String> namedByConnection = namedByConnection(answered);
    answered.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!lower.startsWith(PLATFORM_PREFIX)
              && !HOP_BY_HOP.contains(lower)
              && !namedByConnection.contains(lower)) {
            ours.put(name, values);
          }
        });
  }

  private static void withoutOperatorCookies(HttpHeaders forwarded) {
    List<String> received = forwarded.getOrEmpty(HttpHeaders.COOKIE);
    if (received.stream()
        .noneMatch(line -> OperatorCookie.NAMES.stream().anyMatch(line::contains))) {
      return;
    }
    List<String> kept =
        received.stream()
            .flatMap(line -> Stream.of(line.split(";", -1)))
            .map(String::strip)
            .filter(cookie -> !OperatorCookie.NAMES.contains(cookie.split("=", 2)[0].strip()))
            .filter(cookie -> !cookie.isEmpty())
            .toList();
    forwarded.remove(HttpHeaders.COOKIE);
    if (!kept.isEmpty()) {
      forwarded.set(HttpHeaders.COOKIE, String.join("; ", kept));
    }
  }

  private static Set<String> namedByConnection(HttpHeaders headers) {
    Set<String> names = new HashSet<>();
    for (String value : headers.getOrEmpty(HttpHeaders.CONNECTION)) {
      for (String name : List.of(value.split(",", -1))) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
