@NullMarked
package com.zhaoli.pay.simulator;

import org.jspecify.annotations.NullMarked;
