/** What a call can fail with, by cause. */
@NullMarked
package com.zhaoli.pay.sdk.error;

import org.jspecify.annotations.NullMarked;
