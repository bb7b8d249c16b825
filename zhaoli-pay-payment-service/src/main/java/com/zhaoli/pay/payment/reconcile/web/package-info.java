/** Reconciliation for operators and for the job service. */
@NullMarked
package com.zhaoli.pay.payment.reconcile.web;

import org.jspecify.annotations.NullMarked;
