/** Refunds for merchants. */
@NullMarked
package com.zhaoli.pay.payment.refund.web;

import org.jspecify.annotations.NullMarked;
