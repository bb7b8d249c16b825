/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.queue;

import org.jspecify.annotations.NullMarked;
