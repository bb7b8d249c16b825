package com.zhaoli.pay.sandbox.bill;

import com.zhaoli.pay.sandbox.order.Channel;

/** How the channel's bill lies about one order. */
public record Alteration(Channel channel, String channelOrderNo, AlterationKind kind) {}
