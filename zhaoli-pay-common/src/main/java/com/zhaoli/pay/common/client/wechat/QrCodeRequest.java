package com.zhaoli.pay.common.client.wechat;

/**
 * Asks for a temporary QR code of the official account.
 *
 * @param businessId what the scan is reported with
 * @param expireSeconds 60 to 2,592,000 (30 days, WeChat's maximum)
 */
public record QrCodeRequest(QrPurpose purpose, String businessId, int expireSeconds) {}
