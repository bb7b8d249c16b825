/** From a channel's notice to a settled payment: one skeleton for all channels. */
@NullMarked
package com.zhaoli.pay.payment.callback;

import org.jspecify.annotations.NullMarked;
