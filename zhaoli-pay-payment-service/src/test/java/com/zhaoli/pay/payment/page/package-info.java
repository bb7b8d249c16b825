@NullMarked
package com.zhaoli.pay.payment.page;

import org.jspecify.annotations.NullMarked;
