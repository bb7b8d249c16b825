/** Payments at terminals, for the service that terminals speak to. */
@NullMarked
package com.zhaoli.pay.payment.pos;

import org.jspecify.annotations.NullMarked;
