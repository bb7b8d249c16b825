/** Where menus are kept, and cached. */
@NullMarked
package com.zhaoli.pay.wechat.menu.internal;

import org.jspecify.annotations.NullMarked;
