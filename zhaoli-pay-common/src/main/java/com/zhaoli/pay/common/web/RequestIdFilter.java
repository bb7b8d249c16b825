package com.zhaoli.pay.common.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request an id (the gateway's, where it set one), in the MDC and in the answer. */
public final class RequestIdFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id = RequestIds.acceptOrNew(request.getHeader(ZhaoliHeaders.REQUEST_ID));
    MDC.put(RequestIds.MDC_KEY, id);
    response.setHeader(ZhaoliHeaders.REQUEST_ID, id);
    chain.doFilter(request, response);
    // After a failure it stays: the server logs one when all filters have ended (EndedRequests).
    MDC.remove(RequestIds.MDC_KEY);
  }
}
