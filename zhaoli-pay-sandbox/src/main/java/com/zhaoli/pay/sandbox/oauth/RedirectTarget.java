package com.zhaoli.pay.sandbox.oauth;

import com.zhaoli.pay.sandbox.SandboxProperties;
import com.zhaoli.pay.sandbox.WebAddress;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a login may lead. The wallets allow the merchant's registered domain only; here that is the
 * platform's public address, and this machine.
 */
@Component
final class RedirectTarget {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final URI platform;

  RedirectTarget(SandboxProperties properties) {
    this.platform = properties.publicUrl();
  }

  /** The address; empty when a login may not lead there. */
  Optional<URI> allowed(@Nullable String redirectUri) {
    return WebAddress.of(redirectUri)
        .filter(
            target ->
                target.getHost().equals(platform.getHost()) || LOCAL.contains(target.getHost()));
  }
}
