/** How many requests an address or an app may send. */
@NullMarked
package com.zhaoli.pay.gateway.limit;

import org.jspecify.annotations.NullMarked;
