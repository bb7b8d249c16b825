package com.zhaoli.pay.merchant.receiver.web;

import com.zhaoli.pay.common.client.merchant.ReceiverRole;
import com.zhaoli.pay.merchant.receiver.InvitedReceiver;
import com.zhaoli.pay.merchant.receiver.ReceiverBO;
import com.zhaoli.pay.merchant.secret.Masks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A receiver as its merchant sees it.
 *
 * @param bound whether somebody gets messages as this receiver
 * @param openid who, masked
 * @param unboundAt since when nobody does, after somebody did
 */
record ReceiverVO(
    String receiverNo,
    ReceiverRole role,
    @Nullable String label,
    boolean bound,
    @Nullable String openid,
    @Nullable Instant boundAt,
    @Nullable Instant unboundAt,
    Instant createdAt) {

  static ReceiverVO of(ReceiverBO receiver) {
    String openid = receiver.openid();
    return new ReceiverVO(
        receiver.receiverNo(),
        receiver.role(),
        receiver.label(),
        receiver.isBound(),
        openid == null ? null : Masks.openid(openid),
        receiver.boundAt(),
        receiver.unboundAt(),
        receiver.createdAt());
  }

  /** All receivers, the oldest first. */
  record ReceiverListVO(List<ReceiverVO> items) {
    static ReceiverListVO of(List<ReceiverBO> receivers) {
      return new ReceiverListVO(receivers.stream().map(ReceiverVO::of).toList());
    }
  }

  /** A receiver and the invitation that was just made for it. */
  record InvitedReceiverVO(ReceiverVO receiver, InvitationVO invitation) {
    static InvitedReceiverVO of(InvitedReceiver invited, Instant now) {
      return new InvitedReceiverVO(
          ReceiverVO.of(invited.receiver()), InvitationVO.of(invited.invitation(), now));
    }
  }
}
