@NullMarked
package com.zhaoli.pay.pos.refund;

import org.jspecify.annotations.NullMarked;
