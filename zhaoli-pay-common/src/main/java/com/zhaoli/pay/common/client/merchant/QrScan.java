package com.zhaoli.pay.common.client.merchant;

import java.time.Instant;

/**
 * A WeChat user scanned an onboarding QR code.
 *
 * @param qrToken the onboarding's token, as registered with the scene
 */
public record QrScan(String qrToken, String openid, Instant scannedAt) {}
