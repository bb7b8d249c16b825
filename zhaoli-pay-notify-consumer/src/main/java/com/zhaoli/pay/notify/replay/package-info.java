/** Ranges of events, delivered once more. */
@NullMarked
package com.zhaoli.pay.notify.replay;

import org.jspecify.annotations.NullMarked;
