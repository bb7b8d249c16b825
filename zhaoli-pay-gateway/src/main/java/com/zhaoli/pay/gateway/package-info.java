/** The one door to the platform: routes, signature check, replay protection, limits, TLS. */
@NullMarked
package com.zhaoli.pay.gateway;

import org.jspecify.annotations.NullMarked;
