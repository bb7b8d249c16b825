/** How payments are kept. */
@NullMarked
package com.zhaoli.pay.payment.order.internal;

import org.jspecify.annotations.NullMarked;
