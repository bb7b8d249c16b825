package com.zhaoli.pay.merchant.onboarding;

import com.zhaoli.pay.common.crypto.Secret;

/** What a merchant signs with and verifies with, shown to its browser only. */
public record MerchantCredentials(
    String merchantNo,
    String appId,
    String keyId,
    Secret appSecret,
    Secret salt,
    String signType,
    Secret webhookSecret) {}
