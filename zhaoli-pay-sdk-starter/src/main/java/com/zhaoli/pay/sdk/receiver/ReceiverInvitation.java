package com.zhaoli.pay.sdk.receiver;

import com.zhaoli.pay.sdk.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation to one receiver. {@link #toString()} shows no QR code: who scans it is bound.
 *
 * @param qrUrl what to draw as a QR code; while the invitation is open only
 * @param ticket for WeChat's own picture of it; while the invitation is open only
 * @param settledAt when somebody accepted it or it was cancelled
 */
public record ReceiverInvitation(
    String invitationNo,
    String receiverNo,
    InvitationStatus status,
    @Nullable String qrUrl,
    @Nullable String ticket,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant settledAt) {

  static ReceiverInvitation of(JsonObject json) {
    return new ReceiverInvitation(
        json.text("invitationNo"),
        json.text("receiverNo"),
        json.constant("status", InvitationStatus::of),
        json.optionalText("qrUrl"),
        json.optionalText("ticket"),
        json.instant("createdAt"),
        json.instant("expiresAt"),
        json.optionalInstant("settledAt"));
  }

  @Override
  public String toString() {
    return "ReceiverInvitation["
        + invitationNo
        + ", receiverNo="
        + receiverNo
        + ", status="
        + status
        + ", expiresAt="
        + expiresAt
        + "]";
  }
}
