/** Where events are kept. */
@NullMarked
package com.zhaoli.pay.wechat.event.internal;

import org.jspecify.annotations.NullMarked;
