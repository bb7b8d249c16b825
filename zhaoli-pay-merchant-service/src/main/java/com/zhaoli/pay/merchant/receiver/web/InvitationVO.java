package com.zhaoli.pay.merchant.receiver.web;

import com.zhaoli.pay.merchant.receiver.InvitationBO;
import com.zhaoli.pay.merchant.receiver.InvitationStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as its merchant sees it.
 *
 * @param qrUrl what to draw as a QR code; while it is open only
 * @param ticket for WeChat's own picture of the QR code; while it is open only
 * @param settledAt when somebody accepted it or it was cancelled
 */
record InvitationVO(
    String invitationNo,
    String receiverNo,
    InvitationStatus status,
    @Nullable String qrUrl,
    @Nullable String ticket,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant settledAt) {

  static InvitationVO of(InvitationBO invitation, Instant now) {
    InvitationStatus status = invitation.statusAt(now);
    boolean open = status == InvitationStatus.OPEN;
    return new InvitationVO(
        invitation.invitationNo(),
        invitation.receiverNo(),
        status,
        open ? invitation.qrUrl() : null,
        open ? invitation.ticket() : null,
        invitation.createdAt(),
        invitation.expiresAt(),
        invitation.settledAt());
  }

  /**
   * Some invitations, the newest first.
   *
   * @param next value of {@code after} for the page behind it; absent on the last page
   */
  record InvitationPageVO(List<InvitationVO> items, @Nullable String next) {}
}
