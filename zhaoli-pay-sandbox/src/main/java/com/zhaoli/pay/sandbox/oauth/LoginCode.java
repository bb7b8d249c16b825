package com.zhaoli.pay.sandbox.oauth;

import com.zhaoli.pay.sandbox.order.Channel;
import java.time.Instant;

/** A code that a page exchanges once for the buyer's name at the wallet. */
record LoginCode(Channel channel, String buyer, Instant expiresAt) {}
