/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.log;

import org.jspecify.annotations.NullMarked;
