@NullMarked
package com.zhaoli.pay.payment.refund;

import org.jspecify.annotations.NullMarked;
