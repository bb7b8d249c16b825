/** Who is signed in at a terminal. */
@NullMarked
package com.zhaoli.pay.pos.shift;

import org.jspecify.annotations.NullMarked;
