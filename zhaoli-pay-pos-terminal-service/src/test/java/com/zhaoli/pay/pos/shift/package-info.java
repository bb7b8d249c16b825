@NullMarked
package com.zhaoli.pay.pos.shift;

import org.jspecify.annotations.NullMarked;
