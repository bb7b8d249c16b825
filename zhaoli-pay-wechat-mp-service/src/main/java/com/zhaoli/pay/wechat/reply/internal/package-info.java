/** Where rules and conversations are kept. */
@NullMarked
package com.zhaoli.pay.wechat.reply.internal;

import org.jspecify.annotations.NullMarked;
