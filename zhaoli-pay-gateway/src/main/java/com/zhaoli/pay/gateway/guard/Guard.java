package com.zhaoli.pay.gateway.guard;

import com.zhaoli.pay.common.error.ApiException;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What a route demands of a request before it is forwarded. Every route has exactly one, so a path
 * that is routed cannot go around its check by another spelling.
 */
public interface Guard {

  /**
   * Lets the request in, having read its body by {@link RequestBody#read}, or refuses it.
   *
   * @return what the guard vouches for; nothing else of the platform's own headers is forwarded
   * @throws ApiException the refusal
   */
  TrustedHeaders admit(HttpServletRequest request);
}
