@NullMarked
package com.zhaoli.pay.payment.channel.wechat;

import org.jspecify.annotations.NullMarked;
