/** Where terminals' refunds are kept. */
@NullMarked
package com.zhaoli.pay.pos.refund.internal;

import org.jspecify.annotations.NullMarked;
