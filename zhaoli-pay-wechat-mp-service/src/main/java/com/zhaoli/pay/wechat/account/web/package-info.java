/** The accounts for operators. */
@NullMarked
package com.zhaoli.pay.wechat.account.web;

import org.jspecify.annotations.NullMarked;
