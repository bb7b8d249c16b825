package com.zhaoli.pay.notify.endpoint.internal;

/**
 * A target that something was due for.
 *
 * @param isGone whether it is an endpoint that is deleted; its number never comes back
 */
public record LaneTarget(String target, boolean isGone) {}
