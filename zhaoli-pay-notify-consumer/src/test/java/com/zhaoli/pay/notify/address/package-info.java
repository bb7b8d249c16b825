/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.address;

import org.jspecify.annotations.NullMarked;
