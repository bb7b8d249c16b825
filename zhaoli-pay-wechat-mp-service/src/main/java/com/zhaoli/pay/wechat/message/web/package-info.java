/** Template messages for the other services and for operators. */
@NullMarked
package com.zhaoli.pay.wechat.message.web;

import org.jspecify.annotations.NullMarked;
