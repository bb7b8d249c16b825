package com.zhaoli.pay.merchant.operator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as its operator sees it.
 *
 * @param address where the login came from; null for one of before addresses were kept
 * @param inBrowser whether its token is a cookie
 */
public record OwnSessionBO(
    String sessionNo,
    Instant createdAt,
    Instant expiresAt,
    @Nullable String address,
    boolean inBrowser) {}
