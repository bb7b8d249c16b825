/** Persistence of the delivery log. */
@NullMarked
package com.zhaoli.pay.notify.log.internal;

import org.jspecify.annotations.NullMarked;
