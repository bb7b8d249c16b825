package com.zhaoli.pay.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The sandbox's own address, for links that it hands out. */
@Component
public final class SandboxAddress {
  private final String configured;

  SandboxAddress(SandboxProperties properties) {
    String url = properties.ownUrl();
    this.configured = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** Without a slash at its end. */
  public String seenBy(HttpServletRequest request) {
    return configured.isEmpty()
        ? ServletUriComponentsBuilder.fromContextPath(request).toUriString()
        : configured;
  }
}
