/** The audit log of the official account. */
@NullMarked
package com.zhaoli.pay.wechat.trail;

import org.jspecify.annotations.NullMarked;
