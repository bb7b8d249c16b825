/** Where templates and messages are kept. */
@NullMarked
package com.zhaoli.pay.wechat.message.internal;

import org.jspecify.annotations.NullMarked;
