/** Where followers, tags, changes and syncs are kept. */
@NullMarked
package com.zhaoli.pay.wechat.follower.internal;

import org.jspecify.annotations.NullMarked;
