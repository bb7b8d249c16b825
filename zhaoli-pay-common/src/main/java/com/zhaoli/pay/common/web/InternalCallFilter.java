package com.zhaoli.pay.common.web;

import com.zhaoli.pay.common.error.ApiException;
import com.zhaoli.pay.common.error.ErrorCode;
import com.zhaoli.pay.common.internal.InternalToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Lets in only who shows a valid {@link InternalToken}: the gateway and the other services. Behind
 * it a service may trust the merchant, app and operator headers. Paths listed as open (health and
 * metrics by default) need no credential.
 */
public final class InternalCallFilter extends OncePerRequestFilter {
  private final InternalToken token;
  private final List<PathPattern> openPaths;
  private final ErrorBodyWriter errors;

  public InternalCallFilter(InternalToken token, List<String> openPaths, ErrorBodyWriter errors) {
    this.token = token;
    this.openPaths = openPaths.stream().map(PathPatternParser.defaultInstance::parse).toList();
    this.errors = errors;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isOpen(request) || token.verify(request.getHeader(ZhaoliHeaders.INTERNAL))) {
      chain.doFilter(request, response);
    } else {
      errors.write(request, response, new ApiException(ErrorCode.INTERNAL_CREDENTIAL_INVALID));
    }
  }

  private boolean isOpen(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    return openPaths.stream().anyMatch(pattern -> pattern.matches(path));
  }
}
