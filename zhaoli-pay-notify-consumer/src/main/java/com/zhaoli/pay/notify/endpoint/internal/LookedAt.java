package com.zhaoli.pay.notify.endpoint.internal;

/**
 * An endpoint that nothing is to be kept for: one that gets its events, or a deleted one.
 *
 * @param hasHeld whether something is kept for it all the same
 */
public record LookedAt(String endpointNo, boolean hasHeld) {}
