@NullMarked
package com.zhaoli.pay.payment.suspension;

import org.jspecify.annotations.NullMarked;
