/** A terminal that is used by a person. */
@NullMarked
package com.zhaoli.pay.simulator.till;

import org.jspecify.annotations.NullMarked;
