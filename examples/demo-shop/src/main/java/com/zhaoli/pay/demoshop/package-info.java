/** A coffee shop that takes payments through zhaoli-pay, with nothing but the starter. */
@NullMarked
package com.zhaoli.pay.demoshop;

import org.jspecify.annotations.NullMarked;
