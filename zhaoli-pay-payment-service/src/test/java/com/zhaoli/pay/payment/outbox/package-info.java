@NullMarked
package com.zhaoli.pay.payment.outbox;

import org.jspecify.annotations.NullMarked;
