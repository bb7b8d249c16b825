@NullMarked
package com.zhaoli.pay.pos.heartbeat;

import org.jspecify.annotations.NullMarked;
