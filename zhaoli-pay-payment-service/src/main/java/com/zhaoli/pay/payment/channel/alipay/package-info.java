/** Alipay through its official SDK, which nothing outside this package sees. */
@NullMarked
package com.zhaoli.pay.payment.channel.alipay;

import org.jspecify.annotations.NullMarked;
