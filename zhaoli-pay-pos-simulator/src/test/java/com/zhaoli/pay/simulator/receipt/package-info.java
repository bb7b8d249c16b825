@NullMarked
package com.zhaoli.pay.simulator.receipt;

import org.jspecify.annotations.NullMarked;
