/** Runs of jobs: ranges of keys that executors share by leases, checkpoints, failed batches. */
@NullMarked
package com.zhaoli.pay.job.run;

import org.jspecify.annotations.NullMarked;
