/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.dispatch;

import org.jspecify.annotations.NullMarked;
