@NullMarked
package com.zhaoli.pay.pos.journal;

import org.jspecify.annotations.NullMarked;
