package com.zhaoli.pay.common.client.merchant;

import com.zhaoli.pay.common.crypto.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway needs to check a signature.
 *
 * @param appSecret the secret of this key
 * @param salt the merchant's salt
 * @param enabled whether merchant, app and key were all in force when this was asked for
 * @param expiresAt when the key goes out of force by itself, such as at the end of a rotation's
 *     overlap; null when it does not
 */
public record AppCredential(
    String appId,
    String merchantNo,
    String keyId,
    Secret appSecret,
    Secret salt,
    boolean enabled,
    @Nullable Instant expiresAt) {

  /** Whether a signature by this key counts at that time. */
  public boolean isInForce(Instant at) {
    return enabled && (expiresAt == null || at.isBefore(expiresAt));
  }
}
