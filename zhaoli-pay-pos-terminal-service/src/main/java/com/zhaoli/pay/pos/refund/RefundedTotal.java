package com.zhaoli.pay.pos.refund;

import com.zhaoli.pay.common.money.Money;

/** How much goes back through a channel, and how often. */
public record RefundedTotal(String channel, long count, Money amount) {}
