/** Executors of jobs, triggered as the XXL-JOB admin does it, and the books of their runs. */
@NullMarked
package com.zhaoli.pay.bench.job;

import org.jspecify.annotations.NullMarked;
