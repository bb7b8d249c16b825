package com.zhaoli.pay.merchant.receiver.internal;

import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/** A row of receiver_invitation. */
@NullUnmarked
class InvitationDO {
  String invitationNo;
  String merchantNo;
  String receiverNo;
  String status;
  String ticket;
  String qrUrl;
  String scannerHash;
  Instant createdAt;
  Instant expiresAt;
  Instant settledAt;
}
