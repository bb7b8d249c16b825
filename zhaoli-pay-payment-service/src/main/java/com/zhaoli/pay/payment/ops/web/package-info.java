/** The operators' API. */
@NullMarked
package com.zhaoli.pay.payment.ops.web;

import org.jspecify.annotations.NullMarked;
