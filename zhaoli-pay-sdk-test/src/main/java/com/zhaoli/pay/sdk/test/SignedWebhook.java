package com.zhaoli.pay.sdk.test;

import java.util.Map;

/**
 * A webhook as it travels, for tests that hand it to a controller without a server.
 *
 * @param headers all that it is sent with
 * @param body the bytes that are signed
 */
public record SignedWebhook(Map<String, String> headers, byte[] body) {}
