@NullMarked
package com.zhaoli.pay.pos.terminal;

import org.jspecify.annotations.NullMarked;
