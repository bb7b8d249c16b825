package com.zhaoli.pay.common.client.wechat;

import java.time.Instant;

/**
 * A temporary QR code of the official account.
 *
 * @param url the text that the QR code shows
 */
public record QrCode(String scene, String ticket, String url, Instant expiresAt) {}
