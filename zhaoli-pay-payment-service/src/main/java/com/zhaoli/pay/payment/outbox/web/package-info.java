/** The outbox for operators. */
@NullMarked
package com.zhaoli.pay.payment.outbox.web;

import org.jspecify.annotations.NullMarked;
