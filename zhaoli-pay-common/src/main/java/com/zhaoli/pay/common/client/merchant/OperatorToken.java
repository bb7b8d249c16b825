package com.zhaoli.pay.common.client.merchant;

import com.zhaoli.pay.common.crypto.Secret;

/** An operator's token as shown to the gateway. */
public record OperatorToken(Secret token) {}
