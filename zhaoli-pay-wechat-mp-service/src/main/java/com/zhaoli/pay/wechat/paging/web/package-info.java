/** Pages of what operators read. */
@NullMarked
package com.zhaoli.pay.wechat.paging.web;

import org.jspecify.annotations.NullMarked;
