/** Replies to followers: by rule, by the chatbot, or the default one; and what was said. */
@NullMarked
package com.zhaoli.pay.wechat.reply;

import org.jspecify.annotations.NullMarked;
