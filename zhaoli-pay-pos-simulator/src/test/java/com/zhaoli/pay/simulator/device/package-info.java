@NullMarked
package com.zhaoli.pay.simulator.device;

import org.jspecify.annotations.NullMarked;
