package com.zhaoli.pay.common.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a browser may do with pages of ours: what their policy allows, inside no frame, telling
 * nobody their address, and in no list of a search engine.
 */
public class PageHeadersFilter extends OncePerRequestFilter {
  private final String policy;

  /**
   * A filter for pages of one kind.
   *
   * @param policy their Content-Security-Policy
   */
  public PageHeadersFilter(String policy) {
    this.policy = policy;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("X-Robots-Tag", "noindex");
    chain.doFilter(request, response);
  }
}
