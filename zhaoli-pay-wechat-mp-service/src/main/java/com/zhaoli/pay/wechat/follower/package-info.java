/** Followers of our official accounts, their tags, and what operators change about them. */
@NullMarked
package com.zhaoli.pay.wechat.follower;

import org.jspecify.annotations.NullMarked;
