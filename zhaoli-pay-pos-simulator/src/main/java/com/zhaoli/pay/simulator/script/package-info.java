/** A terminal that is driven by lines of text, for tests. */
@NullMarked
package com.zhaoli.pay.simulator.script;

import org.jspecify.annotations.NullMarked;
