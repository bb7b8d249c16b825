/** Persistence of webhook endpoints. */
@NullMarked
package com.zhaoli.pay.notify.endpoint.internal;

import org.jspecify.annotations.NullMarked;
