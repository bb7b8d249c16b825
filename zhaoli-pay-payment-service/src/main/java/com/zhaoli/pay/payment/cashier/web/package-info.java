/** The cashier's page and its API. */
@NullMarked
package com.zhaoli.pay.payment.cashier.web;

import org.jspecify.annotations.NullMarked;
