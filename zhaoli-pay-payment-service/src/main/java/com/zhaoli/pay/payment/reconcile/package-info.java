/** The channels' bills against our books, and what does not agree. See docs/reconciliation.md. */
@NullMarked
package com.zhaoli.pay.payment.reconcile;

import org.jspecify.annotations.NullMarked;
