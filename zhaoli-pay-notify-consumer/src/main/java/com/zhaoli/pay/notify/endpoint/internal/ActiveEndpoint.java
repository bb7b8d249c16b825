package com.zhaoli.pay.notify.endpoint.internal;

/**
 * An endpoint that gets its events.
 *
 * @param hasHeld whether something is kept for it all the same
 */
public record ActiveEndpoint(String endpointNo, boolean hasHeld) {}
