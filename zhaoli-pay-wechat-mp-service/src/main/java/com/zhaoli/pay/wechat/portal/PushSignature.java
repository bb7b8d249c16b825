package com.zhaoli.pay.wechat.portal;

import org.jspecify.annotations.Nullable;

/**
 * What WeChat signs a push with, as it stands in the query.
 *
 * @param signature over token, timestamp and nonce
 * @param encryptType {@code aes} for an encrypted body
 * @param msgSignature in AES mode also over the encrypted body
 */
public record PushSignature(
    @Nullable String signature,
    @Nullable String timestamp,
    @Nullable String nonce,
    @Nullable String encryptType,
    @Nullable String msgSignature) {

  boolean isEncrypted() {
    return "aes".equals(encryptType);
  }
}
