package com.zhaoli.pay.pos.terminal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A terminal's latest activation code.
 *
 * @param codeNo names it
 * @param activationHash of the request that used it
 * @param keyId the key that it brought
 */
public record ActivationBO(
    String terminalNo,
    String codeNo,
    String codeHash,
    int triesLeft,
    Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable String activationHash,
    @Nullable String keyId) {}
