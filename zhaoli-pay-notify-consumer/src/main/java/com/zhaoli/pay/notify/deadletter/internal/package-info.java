/** Persistence of dead letters. */
@NullMarked
package com.zhaoli.pay.notify.deadletter.internal;

import org.jspecify.annotations.NullMarked;
