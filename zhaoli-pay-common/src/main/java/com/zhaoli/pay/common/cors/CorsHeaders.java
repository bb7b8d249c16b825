package com.zhaoli.pay.common.cors;

import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.signing.SigningHeaders;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The CORS headers of the API's answers, the same wherever an answer is made: by a controller, in a
 * filter, or at the gateway. To set them again changes nothing, so that each header stands exactly
 * once however many set it.
 *
 * <p>Pages of ours (cashier, onboarding) are of one origin with what they call, and channels are no
 * browsers: addresses outside the API are left alone.
 */
public final class CorsHeaders {
  private static final List<String> API = List.of("/openapi/", "/ops/v1/", "/pos/v1/");

  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";

  private static final String ALLOWED =
      String.join(
          ", ",
          Stream.concat(
                  SigningHeaders.REQUIRED.stream(),
                  Stream.of(
                      SigningHeaders.IDEMPOTENCY_KEY,
                      HttpHeaders.CONTENT_TYPE,
                      HttpHeaders.AUTHORIZATION))
              .toList());

  private static final String EXPOSED =
      String.join(", ", ZhaoliHeaders.REQUEST_ID, HttpHeaders.RETRY_AFTER, "Idempotency-Replayed");

  private final Supplier<CorsProperties> properties;

  /**
   * Headers by the list that is in force when an answer is made.
   *
   * @param properties asked for every answer
   */
  public CorsHeaders(Supplier<CorsProperties> properties) {
    this.properties = properties;
  }

  /**
   * Sets the headers of an answer to this request. An origin that is not in the list gets none but
   * {@code Vary}, as does a request without an origin: a cache that keeps their answer must not
   * give it to a page that may read it, nor the other way round. Without effect once the answer is
   * committed.
   */
  public void apply(HttpServletRequest request, HttpServletResponse response) {
    if (isApi(request)) {
      allowed(request, response);
    }
  }

  /**
   * Answers a browser that asks before it sends: 204 with what is allowed, for any address of the
   * API, there or not, so that the page can read the 404. A foreign origin gets the 204 alone. That
   * nothing is allowed is an answer, not an error: the browser refuses by itself.
   *
   * @return whether this was such a question, and is answered
   */
  public boolean answerPreflight(HttpServletRequest request, HttpServletResponse response) {
    if (!isPreflight(request) || !isApi(request)) {
      return false;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    CorsProperties allowing = allowed(request, response);
    if (allowing != null) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED);
      response.setHeader(
          HttpHeaders.ACCESS_CONTROL_MAX_AGE, Long.toString(allowing.maxAge().toSeconds()));
    }
    return true;
  }

  /** The list that allows the request's origin, or null where none does. */
  private @Nullable CorsProperties allowed(
      HttpServletRequest request, HttpServletResponse response) {
    varyByOrigin(response);
    CorsProperties now = properties.get();
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || !now.allows(origin)) {
      return null;
    }
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, now.allowsAny() ? "*" : origin);
    if (now.allowCredentials()) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
    }
    response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    return now;
  }

  /** What an answer varies by besides stays. */
  private static void varyByOrigin(HttpServletResponse response) {
    boolean said =
        response.getHeaders(HttpHeaders.VARY).stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(String::strip)
            .anyMatch(name -> name.equalsIgnoreCase(HttpHeaders.ORIGIN) || name.equals("*"));
    if (!said) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    }
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader(HttpHeaders.ORIGIN) != null
        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
  }

  private static boolean isApi(HttpServletRequest request) {
    // An error's own dispatch goes to /error; what was asked for stands in an attribute.
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String path = failed instanceof String asked ? asked : request.getRequestURI();
    return path != null && API.stream().anyMatch(path::startsWith);
  }
}
