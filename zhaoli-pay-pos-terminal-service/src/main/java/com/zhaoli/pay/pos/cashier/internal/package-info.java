/** Where cashiers are kept. */
@NullMarked
package com.zhaoli.pay.pos.cashier.internal;

import org.jspecify.annotations.NullMarked;
