package com.zhaoli.pay.notify.delivery;

import com.zhaoli.pay.common.message.PaymentEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event as it arrived.
 *
 * @param member its own bytes, to be passed on unchanged
 * @param onlyTarget the one target it is for, or null for all
 * @param attempts failed attempts that its message knows of
 */
public record Incoming(
    PaymentEvent event, byte[] member, @Nullable String onlyTarget, int attempts) {}
