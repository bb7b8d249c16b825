@NullMarked
package com.zhaoli.pay.pos.trade;

import org.jspecify.annotations.NullMarked;
