/** The outbox table. */
@NullMarked
package com.zhaoli.pay.merchant.message.internal;

import org.jspecify.annotations.NullMarked;
