@NullMarked
package com.zhaoli.pay.payment.ops;

import org.jspecify.annotations.NullMarked;
