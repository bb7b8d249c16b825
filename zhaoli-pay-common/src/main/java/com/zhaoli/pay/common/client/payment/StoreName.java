package com.zhaoli.pay.common.client.payment;

/**
 * What a merchant calls a store before its customers.
 *
 * @param storeId by what it was asked for
 */
public record StoreName(String storeId, String name) {}
