@NullMarked
package com.zhaoli.pay.payment.store;

import org.jspecify.annotations.NullMarked;
