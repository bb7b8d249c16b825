@NullMarked
package com.zhaoli.pay.pos.device;

import org.jspecify.annotations.NullMarked;
