package com.zhaoli.pay.common.client.payment;

import com.zhaoli.pay.common.crypto.Secret;
import com.zhaoli.pay.common.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A sale at a terminal.
 *
 * @param authCode the payer's barcode; null for a QR code that the payer scans
 * @param expireSeconds how long the payer may pay
 */
public record PosSale(
    String outTradeNo,
    Money amount,
    String subject,
    @Nullable Secret authCode,
    int expireSeconds,
    String storeId,
    String terminalNo) {}
