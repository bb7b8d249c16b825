/** What a payer's browser may see of a payment and do with it. */
@NullMarked
package com.zhaoli.pay.payment.cashier;

import org.jspecify.annotations.NullMarked;
