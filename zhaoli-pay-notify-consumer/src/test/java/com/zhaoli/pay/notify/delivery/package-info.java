/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.delivery;

import org.jspecify.annotations.NullMarked;
