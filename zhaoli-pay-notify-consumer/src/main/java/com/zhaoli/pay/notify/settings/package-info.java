/** What the service is configured with: fixed at start, and the retry policy that changes live. */
@NullMarked
package com.zhaoli.pay.notify.settings;

import org.jspecify.annotations.NullMarked;
