package com.zhaoli.pay.merchant.app;

import com.zhaoli.pay.common.crypto.Secret;

/** An app with one of its keys. */
public record AppKeyBO(
    String appId, String merchantNo, String keyId, Secret secret, boolean enabled) {}
