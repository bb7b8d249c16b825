/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.wechat.event;

import org.jspecify.annotations.NullMarked;
