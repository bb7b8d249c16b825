/** Dispatch mode rabbit: consumers of the broker's queues. */
@NullMarked
package com.zhaoli.pay.notify.queue;

import org.jspecify.annotations.NullMarked;
