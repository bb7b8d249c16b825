package com.zhaoli.pay.pos.terminal;

import com.zhaoli.pay.common.crypto.Secret;
import java.time.Instant;

/** A code that activates a terminal once, shown this one time. */
public record ActivationCode(String terminalNo, Secret code, Instant expiresAt) {}
