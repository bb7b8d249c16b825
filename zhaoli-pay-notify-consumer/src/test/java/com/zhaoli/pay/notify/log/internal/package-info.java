/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.log.internal;

import org.jspecify.annotations.NullMarked;
