/**
 * Which addresses of merchants may be called: nothing inside the platform can be reached by a
 * webhook.
 */
@NullMarked
package com.zhaoli.pay.notify.address;

import org.jspecify.annotations.NullMarked;
