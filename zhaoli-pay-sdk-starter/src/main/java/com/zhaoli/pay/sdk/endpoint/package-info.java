/** Where webhooks go, and replays of them. */
@NullMarked
package com.zhaoli.pay.sdk.endpoint;

import org.jspecify.annotations.NullMarked;
