@NullMarked
package com.zhaoli.pay.e2e.pos;

import org.jspecify.annotations.NullMarked;
