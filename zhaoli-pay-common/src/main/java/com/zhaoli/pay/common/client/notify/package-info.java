/** notify-consumer as other services call it. */
@NullMarked
package com.zhaoli.pay.common.client.notify;

import org.jspecify.annotations.NullMarked;
