/** Where trades are kept. */
@NullMarked
package com.zhaoli.pay.pos.trade.internal;

import org.jspecify.annotations.NullMarked;
