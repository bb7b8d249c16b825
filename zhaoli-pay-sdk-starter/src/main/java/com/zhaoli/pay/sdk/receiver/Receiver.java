package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place for one person who gets the merchant's messages.
 *
 * @param label the merchant's name for it; null for an owner who was never named
 * @param bound whether somebody gets messages as this receiver
 * @param openid who, masked
 * @param unboundAt since when nobody does, after somebody did
 */
public record Receiver(
    String receiverNo,
    ReceiverRole role,
    @Nullable String label,
    boolean bound,
    @Nullable String openid,
    @Nullable Instant boundAt,
    @Nullable Instant unboundAt,
    Instant createdAt) {

  static Receiver of(JsonObject json) {
    return new Receiver(
        json.text("receiverNo"),
        json.constant("role", ReceiverRole::of),
        json.optionalText("label"),
        json.flag("bound"),
        json.optionalText("openid"),
        json.optionalInstant("boundAt"),
        json.optionalInstant("unboundAt"),
        json.instant("createdAt"));
  }
}
