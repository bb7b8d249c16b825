/** Persistence of events that came over HTTP. */
@NullMarked
package com.zhaoli.pay.notify.dispatch.internal;

import org.jspecify.annotations.NullMarked;
