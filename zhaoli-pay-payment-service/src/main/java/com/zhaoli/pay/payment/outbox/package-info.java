/** Events that leave with the change they tell of: outbox, merger, relay and sweeper. */
@NullMarked
package com.zhaoli.pay.payment.outbox;

import org.jspecify.annotations.NullMarked;
