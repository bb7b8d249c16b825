@NullMarked
package com.zhaoli.pay.simulator.protocol;

import org.jspecify.annotations.NullMarked;
