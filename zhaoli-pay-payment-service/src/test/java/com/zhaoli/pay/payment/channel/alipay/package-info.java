@NullMarked
package com.zhaoli.pay.payment.channel.alipay;

import org.jspecify.annotations.NullMarked;
