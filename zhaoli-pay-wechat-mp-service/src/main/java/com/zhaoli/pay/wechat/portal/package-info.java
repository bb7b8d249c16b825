/** What WeChat pushes: verified, read, stored, answered. */
@NullMarked
package com.zhaoli.pay.wechat.portal;

import org.jspecify.annotations.NullMarked;
