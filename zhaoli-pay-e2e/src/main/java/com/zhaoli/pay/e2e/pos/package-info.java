/** {@code ./zhaoli pos}: a terminal of the demo's merchant to play with. */
@NullMarked
package com.zhaoli.pay.e2e.pos;

import org.jspecify.annotations.NullMarked;
