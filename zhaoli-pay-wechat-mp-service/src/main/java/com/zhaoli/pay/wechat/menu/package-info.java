/** The menus of the official accounts: drafts, publication, what is live. */
@NullMarked
package com.zhaoli.pay.wechat.menu;

import org.jspecify.annotations.NullMarked;
