/** How a benchmark says that it cannot go on. */
@NullMarked
package com.zhaoli.pay.bench.failure;

import org.jspecify.annotations.NullMarked;
