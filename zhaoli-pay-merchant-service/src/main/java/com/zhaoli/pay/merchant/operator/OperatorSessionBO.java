package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.crypto.Secret;
import java.time.Instant;

/**
 * A new session.
 *
 * @param token in clear this one time; only its digest is stored
 */
public record OperatorSessionBO(OperatorBO operator, Secret token, Instant expiresAt) {}
