/** Refunds. */
@NullMarked
package com.zhaoli.pay.sdk.refund;

import org.jspecify.annotations.NullMarked;
