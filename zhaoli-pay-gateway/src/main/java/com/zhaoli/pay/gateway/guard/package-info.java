/** What a guard is: the check before a route, and what it vouches for. */
@NullMarked
package com.zhaoli.pay.gateway.guard;

import org.jspecify.annotations.NullMarked;
