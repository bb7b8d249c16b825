/** How runs, bills and differences are kept, and how the books are read. */
@NullMarked
package com.zhaoli.pay.payment.reconcile.internal;

import org.jspecify.annotations.NullMarked;
