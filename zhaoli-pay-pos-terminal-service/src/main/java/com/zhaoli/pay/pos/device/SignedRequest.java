package com.zhaoli.pay.pos.device;

import com.zhaoli.pay.signing.StringToSign;

/**
 * A request of a terminal, well-formed and not yet verified.
 *
 * @param counter what the nonce says
 */
public record SignedRequest(
    String terminalNo,
    String keyId,
    long timestampSeconds,
    long counter,
    StringToSign lines,
    String sign) {}
