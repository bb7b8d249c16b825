/** The merchants' webhook endpoints and their secrets. */
@NullMarked
package com.zhaoli.pay.notify.endpoint;

import org.jspecify.annotations.NullMarked;
