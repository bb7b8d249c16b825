/** Wallets as strategies: what a channel can do, what can come of it, and which ones there are. */
@NullMarked
package com.zhaoli.pay.payment.channel;

import org.jspecify.annotations.NullMarked;
