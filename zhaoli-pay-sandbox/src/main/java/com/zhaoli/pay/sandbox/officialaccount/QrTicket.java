package com.zhaoli.pay.sandbox.officialaccount;

import java.time.Instant;

/**
 * A temporary QR code of the official account.
 *
 * @param scene what its scan tells the account
 * @param url the content of the code
 */
public record QrTicket(
    String ticket, String scene, String url, Instant createdAt, Instant expiresAt) {}
