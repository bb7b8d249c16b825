@NullMarked
package com.zhaoli.pay.payment.order;

import org.jspecify.annotations.NullMarked;
