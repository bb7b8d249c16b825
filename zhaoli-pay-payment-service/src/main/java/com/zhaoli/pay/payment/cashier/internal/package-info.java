/** What the cashier remembers of browsers, in the database. */
@NullMarked
package com.zhaoli.pay.payment.cashier.internal;

import org.jspecify.annotations.NullMarked;
