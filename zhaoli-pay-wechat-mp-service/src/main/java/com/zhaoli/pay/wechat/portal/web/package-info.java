/** The address that WeChat pushes to. */
@NullMarked
package com.zhaoli.pay.wechat.portal.web;

import org.jspecify.annotations.NullMarked;
