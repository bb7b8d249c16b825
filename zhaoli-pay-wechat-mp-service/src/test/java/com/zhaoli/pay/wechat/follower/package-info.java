/** The days of WeChat, by which its calls are counted. */
@NullMarked
package com.zhaoli.pay.wechat.follower;

import org.jspecify.annotations.NullMarked;
