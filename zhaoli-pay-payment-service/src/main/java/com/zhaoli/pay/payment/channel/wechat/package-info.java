/** WeChat Pay APIv3 through its official SDK, which nothing outside this package sees. */
@NullMarked
package com.zhaoli.pay.payment.channel.wechat;

import org.jspecify.annotations.NullMarked;
