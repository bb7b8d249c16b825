/** Slips as wide as the terminal's paper. */
@NullMarked
package com.zhaoli.pay.simulator.receipt;

import org.jspecify.annotations.NullMarked;
