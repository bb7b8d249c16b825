@NullMarked
package com.zhaoli.pay.pos;

import org.jspecify.annotations.NullMarked;
