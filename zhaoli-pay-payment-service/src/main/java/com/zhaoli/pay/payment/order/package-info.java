/** Payments: their life from the merchant's request to the final state. */
@NullMarked
package com.zhaoli.pay.payment.order;

import org.jspecify.annotations.NullMarked;
