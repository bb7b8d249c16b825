/** Bounds on calls that requests wait for before they are forwarded. */
@NullMarked
package com.zhaoli.pay.gateway.bulkhead;

import org.jspecify.annotations.NullMarked;
