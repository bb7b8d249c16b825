package com.zhaoli.pay.common.client.merchant;

import com.zhaoli.pay.common.crypto.Secret;

/**
 * What the gateway needs to check a signature.
 *
 * @param appSecret the secret of this key
 * @param salt the merchant's salt
 * @param enabled whether merchant, app and key are all in force
 */
public record AppCredential(
    String appId,
    String merchantNo,
    String keyId,
    Secret appSecret,
    Secret salt,
    boolean enabled) {}
