package com.zhaoli.pay.notify.endpoint.internal;

/**
 * An endpoint that gets its events, so that nothing is to be kept for it.
 *
 * @param hasHeld whether something is kept for it all the same
 */
public record LookedAt(String endpointNo, boolean hasHeld) {}
