/** Signed webhooks to the merchants' servers. */
@NullMarked
package com.zhaoli.pay.notify.webhook;

import org.jspecify.annotations.NullMarked;
