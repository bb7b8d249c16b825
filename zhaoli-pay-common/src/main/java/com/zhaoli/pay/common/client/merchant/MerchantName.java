package com.zhaoli.pay.common.client.merchant;

/**
 * How a merchant is called before payers.
 *
 * @param displayName the name on its licence, as it was approved
 */
public record MerchantName(String merchantNo, String displayName) {}
