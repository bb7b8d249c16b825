/** Tests of this feature. */
@NullMarked
package com.zhaoli.pay.notify.webhook;

import org.jspecify.annotations.NullMarked;
