package com.zhaoli.pay.merchant.app;

/**
 * An app.
 *
 * @param version counts the changes of the app and its keys
 */
public record AppBO(String appId, String merchantNo, AppStatus status, long version) {}
