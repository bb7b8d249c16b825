/** What a terminal does: it sells, asks again, cancels, refunds, and never guesses. */
@NullMarked
package com.zhaoli.pay.simulator.device;

import org.jspecify.annotations.NullMarked;
