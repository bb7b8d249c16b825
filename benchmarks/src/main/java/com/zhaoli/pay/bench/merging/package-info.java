/** What merging events into batches is compared with: the same work done singly. */
@NullMarked
package com.zhaoli.pay.bench.merging;

import org.jspecify.annotations.NullMarked;
