@NullMarked
package com.zhaoli.pay.payment.cashier;

import org.jspecify.annotations.NullMarked;
