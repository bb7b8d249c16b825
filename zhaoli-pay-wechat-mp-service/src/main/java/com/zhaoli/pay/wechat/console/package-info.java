/** The operators' page of this service. */
@NullMarked
package com.zhaoli.pay.wechat.console;

import org.jspecify.annotations.NullMarked;
