/** Which path goes to which service, and how it is forwarded. */
@NullMarked
package com.zhaoli.pay.gateway.route;

import org.jspecify.annotations.NullMarked;
