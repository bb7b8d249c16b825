@NullMarked
package com.zhaoli.pay.payment.pos;

import org.jspecify.annotations.NullMarked;
