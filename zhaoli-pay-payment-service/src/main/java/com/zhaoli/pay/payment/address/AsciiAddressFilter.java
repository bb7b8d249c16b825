package com.zhaoli.pay.payment.address;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.web.ErrorBodyWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Numbers, codes and dates are all that stands in the addresses of the open API and of operators:
 * visible ASCII. Anything else names nothing here, and the database would refuse to compare it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10)
final class AsciiAddressFilter extends OncePerRequestFilter {
  private final ErrorBodyWriter errors;

  AsciiAddressFilter(ErrorBodyWriter errors) {
    this.errors = errors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return !path.startsWith("/openapi/") && !path.startsWith("/ops/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!isAscii(request.getRequestURI())) {
      errors.write(request, response, new ApiException(ErrorCode.NOT_FOUND));
    } else if (!isAscii(request.getQueryString())) {
      errors.write(
          request,
          response,
          ApiException.of(
              ErrorCode.REQUEST_INVALID, "query", "must have visible ASCII characters only"));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isAscii(@Nullable String encoded) {
    if (encoded == null) {
      return true;
    }
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8)
          .chars()
          .allMatch(c -> c >= 0x20 && c < 0x7f);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
