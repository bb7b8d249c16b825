/** What the benchmark of deliveries needs: a broker's queue to fill, and servers of merchants. */
@NullMarked
package com.zhaoli.pay.bench.delivery;

import org.jspecify.annotations.NullMarked;
