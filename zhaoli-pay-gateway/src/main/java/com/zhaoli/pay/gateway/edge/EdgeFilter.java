package com.zhaoli.pay.gateway.edge;

import com.zhaoli.pay.common.cors.CorsHeaders;
import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.id.Ids;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.common.web.RequestIds;
import com.zhaoli.pay.common.web.ZhaoliHeaders;
import com.zhaoli.pay.gateway.limit.RequestLimits;
import com.zhaoli.pay.signing.RequestPath;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The first thing a request meets. Gives it an id of our own making (one from outside is never
 * believed), counts it against its address, and refuses a path that two servers could read in two
 * ways. Whatever fails behind it leaves as the platform's error body. A browser that asks before it
 * sends is answered here: no service sees its question, which cannot be signed.
 */
public final class EdgeFilter extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(EdgeFilter.class);

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** What proxies add to a request, of which some are not known to us as trusted ones. */
  private static final Set<String> PROXIED =
      Set.of("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via");

  private static final PathPattern ACTUATOR =
      PathPatternParser.defaultInstance.parse("/actuator/**");
  private static final PathPattern HEALTH =
      PathPatternParser.defaultInstance.parse("/actuator/health/**");

  private final RequestLimits limits;
  private final IncomingBodies bodies;
  private final ErrorBodyWriter errors;
  private final CorsHeaders cors;

  EdgeFilter(
      RequestLimits limits, IncomingBodies bodies, ErrorBodyWriter errors, CorsHeaders cors) {
    this.limits = limits;
    this.bodies = bodies;
    this.errors = errors;
    this.cors = cors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = Ids.requestId();
    MDC.put(RequestIds.MDC_KEY, id);
    response.setHeader(ZhaoliHeaders.REQUEST_ID, id);
    bodies.attachTo(request);
    try {
      admit(request);
      if (cors.answerPreflight(request, response)) {
        return;
      }
      chain.doFilter(request, response);
      settleUnfinished(request, response, id);
    } catch (ApiException refusal) {
      refuse(request, response, refusal);
    } catch (ServletException | RuntimeException failure) {
      if (response.isCommitted()) {
        // The answer is under way and cannot be taken back; the server cuts the connection.
        throw failure;
      }
      log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
      refuse(request, response, new ApiException(ErrorCode.INTERNAL_ERROR));
    } finally {
      MDC.remove(RequestIds.MDC_KEY);
    }
  }

  /** While nothing of a broken answer has left, an error takes its place. */
  private void settleUnfinished(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    if (UnfinishedAnswer.of(request) == null || response.isCommitted()) {
      return;
    }
    response.reset();
    response.setHeader(ZhaoliHeaders.REQUEST_ID, id);
    refuse(request, response, new ApiException(ErrorCode.UPSTREAM_UNAVAILABLE));
  }

  private void admit(HttpServletRequest request) {
    String path = request.getRequestURI();
    limits.admit(request.getMethod(), path, request.getRemoteAddr());
    if (!RequestPath.isUnambiguous(path)) {
      throw PathRefusals.of(path);
    }
    if (!METHODS.contains(request.getMethod())) {
      throw new ApiException(ErrorCode.METHOD_NOT_ALLOWED);
    }
    refuseRangeOfTypes(request.getContentType());
    PathContainer parsed = PathContainer.parsePath(path);
    if (ACTUATOR.matches(parsed) && !HEALTH.matches(parsed) && !isFromThisMachine(request)) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
  }

  /** A body has one type. Routing meets a range of them with an exception, so it ends here. */
  private static void refuseRangeOfTypes(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    try {
      if (!MediaType.parseMediaType(contentType).isConcrete()) {
        throw new ApiException(ErrorCode.MEDIA_TYPE_UNSUPPORTED);
      }
    } catch (InvalidMediaTypeException e) {
      log.debug("What is no type at all is left to the service: {}", e.getMessage());
    }
  }

  /** What a proxy on this machine hands on comes from anywhere. */
  private static boolean isFromThisMachine(HttpServletRequest request) {
    try {
      return PROXIED.stream().allMatch(name -> request.getHeader(name) == null)
          && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, ApiException refusal)
      throws IOException {
    if (!response.isCommitted()) {
      errors.write(request, response, refusal);
    }
  }
}
