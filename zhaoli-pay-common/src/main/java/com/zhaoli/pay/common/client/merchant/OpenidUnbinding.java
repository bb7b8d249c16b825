package com.zhaoli.pay.common.client.merchant;

import java.time.Instant;

/** A WeChat user left the official account: the openid's bindings made before {@code at} end. */
public record OpenidUnbinding(String openid, Instant at) {}
