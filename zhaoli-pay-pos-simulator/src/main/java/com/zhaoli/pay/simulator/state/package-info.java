/** What a terminal has on its flash: keys, counters, clock, shift. */
@NullMarked
package com.zhaoli.pay.simulator.state;

import org.jspecify.annotations.NullMarked;
