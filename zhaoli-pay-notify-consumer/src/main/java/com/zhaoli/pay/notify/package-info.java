/** Tells merchants what happened to their payments: webhooks and messages in WeChat. */
@NullMarked
package com.zhaoli.pay.notify;

import org.jspecify.annotations.NullMarked;
