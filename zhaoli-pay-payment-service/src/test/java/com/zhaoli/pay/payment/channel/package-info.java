@NullMarked
package com.zhaoli.pay.payment.channel;

import org.jspecify.annotations.NullMarked;
