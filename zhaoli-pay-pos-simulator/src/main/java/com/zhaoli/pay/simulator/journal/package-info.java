/** The terminal's own book of trades and refunds. */
@NullMarked
package com.zhaoli.pay.simulator.journal;

import org.jspecify.annotations.NullMarked;
