/** What travels from the outbox to the consumers: events, their frame, and the broker's names. */
@NullMarked
package com.zhaoli.pay.common.message;

import org.jspecify.annotations.NullMarked;
