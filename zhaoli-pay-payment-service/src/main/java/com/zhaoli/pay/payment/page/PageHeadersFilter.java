package com.zhaoli.pay.payment.page;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What a browser may do with our pages: run our own files only, inside no frame, and tell nobody
 * the address, which holds the token.
 */
final class PageHeadersFilter extends OncePerRequestFilter {
  /** WeChat's bridge works through frames of these. */
  private static final String WECHAT_FRAMES =
      "https://*.mp.qq.com https://*.weixin.qq.com https://*.tenpay.com";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " frame-src "
          + WECHAT_FRAMES
          + "; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("X-Robots-Tag", "noindex");
    chain.doFilter(request, response);
  }
}
