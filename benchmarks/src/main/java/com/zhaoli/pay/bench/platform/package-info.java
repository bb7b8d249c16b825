/** What a load benchmark has to know of the running platform, and may set there. */
@NullMarked
package com.zhaoli.pay.bench.platform;

import org.jspecify.annotations.NullMarked;
