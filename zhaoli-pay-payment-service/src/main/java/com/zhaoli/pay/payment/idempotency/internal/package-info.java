/** Kept answers in the database. */
@NullMarked
package com.zhaoli.pay.payment.idempotency.internal;

import org.jspecify.annotations.NullMarked;
