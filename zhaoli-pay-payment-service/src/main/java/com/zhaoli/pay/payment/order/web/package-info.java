/** The open API of payments. */
@NullMarked
package com.zhaoli.pay.payment.order.web;

import org.jspecify.annotations.NullMarked;
