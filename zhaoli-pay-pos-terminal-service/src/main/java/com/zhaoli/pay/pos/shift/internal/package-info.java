/** Where shifts are kept. */
@NullMarked
package com.zhaoli.pay.pos.shift.internal;

import org.jspecify.annotations.NullMarked;
