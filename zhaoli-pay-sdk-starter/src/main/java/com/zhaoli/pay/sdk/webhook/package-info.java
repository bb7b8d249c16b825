/** Webhooks: verified first, then read. */
@NullMarked
package com.zhaoli.pay.sdk.webhook;

import org.jspecify.annotations.NullMarked;
