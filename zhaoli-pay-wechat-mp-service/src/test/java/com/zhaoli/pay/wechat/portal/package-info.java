/** Tests of what WeChat pushes. */
@NullMarked
package com.zhaoli.pay.wechat.portal;

import org.jspecify.annotations.NullMarked;
