/** Checks of what merchants write, before it is sent. */
@NullMarked
package com.zhaoli.pay.sdk.check;

import org.jspecify.annotations.NullMarked;
