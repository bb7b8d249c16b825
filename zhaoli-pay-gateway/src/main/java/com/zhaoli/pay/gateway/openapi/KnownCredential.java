package com.zhaoli.pay.gateway.openapi;

import com.zhaoli.pay.common.client.merchant.AppCredential;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What merchant-service said of a key.
 *
 * @param credential null when it does not know the app or the key
 * @param version of the app's credentials, read before merchant-service was asked: a change
 *     meanwhile makes it differ
 */
record KnownCredential(@Nullable AppCredential credential, long version) {

  /** The credential when a signature by it counts at that time, else null. */
  @Nullable AppCredential inForce(Instant at) {
    return credential != null && credential.isInForce(at) ? credential : null;
  }
}
