/** Has the channels' bills compared with our books. */
@NullMarked
package com.zhaoli.pay.job.reconcile;

import org.jspecify.annotations.NullMarked;
