/** Followers and tags for operators and for the job service. */
@NullMarked
package com.zhaoli.pay.wechat.follower.web;

import org.jspecify.annotations.NullMarked;
