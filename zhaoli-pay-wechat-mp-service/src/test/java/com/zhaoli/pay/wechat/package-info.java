/** Tests of the whole service. */
@NullMarked
package com.zhaoli.pay.wechat;

import org.jspecify.annotations.NullMarked;
