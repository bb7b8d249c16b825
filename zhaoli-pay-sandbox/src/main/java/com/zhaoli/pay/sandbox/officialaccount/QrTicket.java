package com.zhaoli.pay.sandbox.officialaccount;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A QR code of the official account.
 *
 * @param scene what its scan tells the account
 * @param url the content of the code
 * @param expiresAt null for a permanent code
 */
public record QrTicket(
    String ticket, String scene, String url, Instant createdAt, @Nullable Instant expiresAt) {}
