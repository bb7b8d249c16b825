/** Sales at terminals, each with one truth that can be asked for at any time. */
@NullMarked
package com.zhaoli.pay.pos.trade;

import org.jspecify.annotations.NullMarked;
