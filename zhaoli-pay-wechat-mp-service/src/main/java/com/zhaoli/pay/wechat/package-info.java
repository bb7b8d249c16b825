/** The WeChat official account: events, QR codes, template messages. */
@NullMarked
package com.zhaoli.pay.wechat;

import org.jspecify.annotations.NullMarked;
