/** Trades for terminals. */
@NullMarked
package com.zhaoli.pay.pos.trade.web;

import org.jspecify.annotations.NullMarked;
