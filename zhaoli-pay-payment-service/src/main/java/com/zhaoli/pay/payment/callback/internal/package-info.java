/** Kept callbacks in the database. */
@NullMarked
package com.zhaoli.pay.payment.callback.internal;

import org.jspecify.annotations.NullMarked;
