package com.zhaoli.pay.pos.trade;

import com.zhaoli.pay.common.money.Money;

/** How much was paid through a channel, and how often. */
public record PaidTotal(String channel, long count, Money amount) {}
