@NullMarked
package com.zhaoli.pay.simulator.journal;

import org.jspecify.annotations.NullMarked;
