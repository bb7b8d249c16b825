/** Reply rules and conversations for operators. */
@NullMarked
package com.zhaoli.pay.wechat.reply.web;

import org.jspecify.annotations.NullMarked;
