package com.zhaoli.pay.merchant.operator;

import com.zhaoli.pay.common.crypto.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants to log in.
 *
 * @param newPassword chosen at the first login, where the password was handed over by somebody
 * @param address where the login comes from
 * @param inBrowser whether the token is kept as a cookie
 */
public record Login(
    String username,
    Secret password,
    @Nullable Secret newPassword,
    String address,
    boolean inBrowser) {}
