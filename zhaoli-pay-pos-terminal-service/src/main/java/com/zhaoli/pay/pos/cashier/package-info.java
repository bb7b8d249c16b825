/** Who works at terminals, and their PINs. */
@NullMarked
package com.zhaoli.pay.pos.cashier;

import org.jspecify.annotations.NullMarked;
