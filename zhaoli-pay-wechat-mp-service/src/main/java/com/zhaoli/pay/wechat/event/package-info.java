/** Pushed events on their way to whom they concern. */
@NullMarked
package com.zhaoli.pay.wechat.event;

import org.jspecify.annotations.NullMarked;
