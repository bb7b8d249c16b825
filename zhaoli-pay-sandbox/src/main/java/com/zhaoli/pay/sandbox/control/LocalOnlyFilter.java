package com.zhaoli.pay.sandbox.control;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import com.zhaoli.pay.sandbox.SandboxProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps the control API and the page to this machine, and the page to its own scripts. The
 * channels' addresses stay open: they ask for signatures, or for what only a payer was given.
 *
 * <p>A web page from elsewhere that a developer has open runs on this machine too. It cannot pass
 * the check of the host name (which stops rebound names), nor send JSON across origins.
 */
@Component
@Order(-60)
final class LocalOnlyFilter extends OncePerRequestFilter {
  private static final List<String> OPEN =
      List.of(
          "/alipay/",
          "/downloadBillFile.resource",
          "/oauth2/",
          "/v3/",
          "/connect/",
          "/sns/",
          "/wallet/",
          "/cgi-bin/",
          "/xxl-job-admin/",
          "/actuator/");
  private static final Set<String> LOCAL_NAMES =
      Set.of("localhost", "127.0.0.1", "[::1]", "0:0:0:0:0:0:0:1", "::1");

  private final boolean loopbackOnly;
  private final ErrorBodyWriter errors;

  LocalOnlyFilter(SandboxProperties properties, ErrorBodyWriter errors) {
    this.loopbackOnly = properties.loopbackOnly();
    this.errors = errors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return OPEN.stream().anyMatch(request.getRequestURI()::startsWith);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (loopbackOnly && !isLocal(request)) {
      errors.write(request, response, new ApiException(ErrorCode.SANDBOX_LOCAL_ONLY));
      return;
    }
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    chain.doFilter(request, response);
  }

  private static boolean isLocal(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress()
          && LOCAL_NAMES.contains(request.getServerName());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
