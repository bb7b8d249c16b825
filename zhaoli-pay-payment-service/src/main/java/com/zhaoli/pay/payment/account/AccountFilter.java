package com.zhaoli.pay.payment.account;

import com.zhaoli.pay.payment.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts to list.
 *
 * @param merchantNo whose; null: of everybody
 * @param platform the platform's own only
 * @param channel of which channel; null: of all
 */
public record AccountFilter(
    @Nullable String merchantNo, boolean platform, @Nullable Channel channel) {}
