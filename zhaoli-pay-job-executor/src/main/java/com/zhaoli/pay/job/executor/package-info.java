/** Our end of the XXL-JOB protocol: registration, triggers, logs, results. */
@NullMarked
package com.zhaoli.pay.job.executor;

import org.jspecify.annotations.NullMarked;
