/** Refunds in the database. */
@NullMarked
package com.zhaoli.pay.payment.refund.internal;

import org.jspecify.annotations.NullMarked;
