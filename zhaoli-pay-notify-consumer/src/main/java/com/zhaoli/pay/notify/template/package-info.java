/** Template messages in WeChat, through wechat-mp-service. */
@NullMarked
package com.zhaoli.pay.notify.template;

import org.jspecify.annotations.NullMarked;
