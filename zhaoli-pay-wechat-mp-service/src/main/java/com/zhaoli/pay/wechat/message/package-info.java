/** Template messages. */
@NullMarked
package com.zhaoli.pay.wechat.message;

import org.jspecify.annotations.NullMarked;
