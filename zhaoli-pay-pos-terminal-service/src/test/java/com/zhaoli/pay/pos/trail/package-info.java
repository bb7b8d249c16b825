@NullMarked
package com.zhaoli.pay.pos.trail;

import org.jspecify.annotations.NullMarked;
