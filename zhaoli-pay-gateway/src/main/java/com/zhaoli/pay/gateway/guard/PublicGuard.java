package com.zhaoli.pay.gateway.guard;

import jakarta.servlet.http.HttpServletRequest;

/**
 * For addresses that anybody may call: pages, and callbacks whose signature the service behind
 * verifies.
 */
public final class PublicGuard implements Guard {

  private final int bodyLimitBytes;

  public PublicGuard() {
    this(RequestBody.LIMIT_BYTES);
  }

  public PublicGuard(int bodyLimitBytes) {
    this.bodyLimitBytes = bodyLimitBytes;
  }

  @Override
  public TrustedHeaders admit(HttpServletRequest request) {
    RequestBody.read(request, bodyLimitBytes);
    return TrustedHeaders.none();
  }
}
