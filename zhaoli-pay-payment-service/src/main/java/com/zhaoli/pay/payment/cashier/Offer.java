package com.zhaoli.pay.payment.cashier;

import com.zhaoli.pay.payment.channel.Channel;
import com.zhaoli.pay.payment.channel.PaymentMethod;

/** A way to pay that a page shows. */
public record Offer(Channel channel, PaymentMethod method) {}
