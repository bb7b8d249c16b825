/** Menus for operators. */
@NullMarked
package com.zhaoli.pay.wechat.menu.web;

import org.jspecify.annotations.NullMarked;
