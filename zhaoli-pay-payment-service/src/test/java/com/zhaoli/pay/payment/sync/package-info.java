@NullMarked
package com.zhaoli.pay.payment.sync;

import org.jspecify.annotations.NullMarked;
