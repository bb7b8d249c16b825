@NullMarked
package com.zhaoli.pay.payment.callback;

import org.jspecify.annotations.NullMarked;
