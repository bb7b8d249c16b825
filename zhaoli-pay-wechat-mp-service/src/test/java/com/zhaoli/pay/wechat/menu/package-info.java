/** The limits of menus and their differences. */
@NullMarked
package com.zhaoli.pay.wechat.menu;

import org.jspecify.annotations.NullMarked;
