/** The running service against real servers. */
@NullMarked
package com.zhaoli.pay.notify;

import org.jspecify.annotations.NullMarked;
