/** Stores with a QR code on which the payer enters the amount. */
@NullMarked
package com.zhaoli.pay.payment.store;

import org.jspecify.annotations.NullMarked;
