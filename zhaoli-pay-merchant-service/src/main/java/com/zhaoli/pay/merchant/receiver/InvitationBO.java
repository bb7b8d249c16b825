package com.zhaoli.pay.merchant.receiver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as stored.
 *
 * @param status see {@link #statusAt}
 * @param ticket WeChat's ticket of the QR code
 * @param qrUrl the text that the QR code shows
 * @param scannerHash digest of the openid that was bound by it
 * @param settledAt when it was accepted or cancelled
 */
public record InvitationBO(
    String invitationNo,
    String merchantNo,
    String receiverNo,
    InvitationStatus status,
    String ticket,
    String qrUrl,
    @Nullable String scannerHash,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant settledAt) {

  /** The status with the end of its time taken into account. */
  public InvitationStatus statusAt(Instant now) {
    return status == InvitationStatus.OPEN && !now.isBefore(expiresAt)
        ? InvitationStatus.EXPIRED
        : status;
  }

  /** Who holds the QR code may become a receiver: it is not for logs. */
  @Override
  public String toString() {
    return "InvitationBO[" + invitationNo + ", " + status + "]";
  }
}
