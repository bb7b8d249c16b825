package com.zhaoli.pay.gateway.guard;

import jakarta.servlet.http.HttpServletRequest;

/**
 * For addresses that anybody may call: pages, and callbacks whose signature the service behind
 * verifies.
 */
public final class PublicGuard implements Guard {

  @Override
  public TrustedHeaders admit(HttpServletRequest request) {
    RequestBody.read(request);
    return TrustedHeaders.none();
  }
}
