/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.claim;

import org.jspecify.annotations.NullMarked;
