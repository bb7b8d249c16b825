package com.zhaoli.pay.merchant.receiver;

import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place for one person who gets a merchant's messages.
 *
 * @param label what the merchant calls it; null for an owner who was never named
 * @param openid who is bound now
 * @param unboundAt since when nobody is, after somebody was
 */
public record ReceiverBO(
    String receiverNo,
    String merchantNo,
    ReceiverRole role,
    @Nullable String label,
    @Nullable String openid,
    @Nullable Instant boundAt,
    @Nullable Instant unboundAt,
    Instant createdAt) {

  public boolean isBound() {
    return openid != null;
  }

  @Override
  public String toString() {
    return "ReceiverBO["
        + receiverNo
        + ", "
        + role
        + ", "
        + (isBound() ? "bound" : "unbound")
        + "]";
  }
}
