/** The operators' view of the audit log. */
@NullMarked
package com.zhaoli.pay.wechat.trail.web;

import org.jspecify.annotations.NullMarked;
