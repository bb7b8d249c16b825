package com.zhaoli.pay.wechat.account;

import com.zhaoli.pay.common.crypto.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What the account proves itself with.
 *
 * @param aesKey EncodingAESKey; null where the account has none
 */
public record AccountCredentials(
    String appId, Secret appSecret, Secret token, @Nullable Secret aesKey) {}
