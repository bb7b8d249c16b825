/** WeChat Pay APIv3: signed JSON in both directions, encrypted notifies. */
@NullMarked
package com.zhaoli.pay.sandbox.wechatpay;

import org.jspecify.annotations.NullMarked;
