/** Where the audit log is kept. */
@NullMarked
package com.zhaoli.pay.wechat.trail.internal;

import org.jspecify.annotations.NullMarked;
