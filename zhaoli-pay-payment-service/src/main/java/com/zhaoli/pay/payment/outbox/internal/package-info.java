/** How events are kept. */
@NullMarked
package com.zhaoli.pay.payment.outbox.internal;

import org.jspecify.annotations.NullMarked;
