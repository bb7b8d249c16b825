/** Sends HTTP requests in numbers, and measures how they are answered. */
@NullMarked
package com.zhaoli.pay.bench.load;

import org.jspecify.annotations.NullMarked;
