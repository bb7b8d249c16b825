package com.zhaoli.pay.common.client.merchant;

import java.time.Instant;

/**
 * A WeChat user scanned the QR code of a receiver's invitation.
 *
 * @param invitationNo the invitation, as registered with the scene
 */
public record ReceiverScan(String invitationNo, String openid, Instant scannedAt) {}
