/** Payments: orders, channels, callbacks, outbox and sync. */
@NullMarked
package com.zhaoli.pay.payment;

import org.jspecify.annotations.NullMarked;
