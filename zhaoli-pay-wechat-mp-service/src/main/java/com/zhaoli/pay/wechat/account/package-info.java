/** Our account at WeChat: credentials, client, health. */
@NullMarked
package com.zhaoli.pay.wechat.account;

import org.jspecify.annotations.NullMarked;
