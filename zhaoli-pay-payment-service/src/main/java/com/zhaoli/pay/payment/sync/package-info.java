/** Owner of everything that is not known yet: asks the channels until it is. */
@NullMarked
package com.zhaoli.pay.payment.sync;

import org.jspecify.annotations.NullMarked;
