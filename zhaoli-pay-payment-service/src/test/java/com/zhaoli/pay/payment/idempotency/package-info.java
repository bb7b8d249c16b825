@NullMarked
package com.zhaoli.pay.payment.idempotency;

import org.jspecify.annotations.NullMarked;
