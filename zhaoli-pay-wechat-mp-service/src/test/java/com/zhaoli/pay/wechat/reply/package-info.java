/** Tests of replies to followers. */
@NullMarked
package com.zhaoli.pay.wechat.reply;

import org.jspecify.annotations.NullMarked;
