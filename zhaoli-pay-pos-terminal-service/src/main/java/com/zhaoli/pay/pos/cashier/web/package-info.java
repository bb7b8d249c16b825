/** Merchants keep their cashiers. */
@NullMarked
package com.zhaoli.pay.pos.cashier.web;

import org.jspecify.annotations.NullMarked;
