/** The addresses that channels call. */
@NullMarked
package com.zhaoli.pay.payment.callback.web;

import org.jspecify.annotations.NullMarked;
