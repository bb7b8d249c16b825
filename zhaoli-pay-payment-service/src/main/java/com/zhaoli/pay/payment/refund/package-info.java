/** Money that goes back to payers. */
@NullMarked
package com.zhaoli.pay.payment.refund;

import org.jspecify.annotations.NullMarked;
