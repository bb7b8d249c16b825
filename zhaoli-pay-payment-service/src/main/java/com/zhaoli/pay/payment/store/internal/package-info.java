/** Stores in the database. */
@NullMarked
package com.zhaoli.pay.payment.store.internal;

import org.jspecify.annotations.NullMarked;
