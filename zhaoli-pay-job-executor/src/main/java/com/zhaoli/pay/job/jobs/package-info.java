/** The jobs that other services offer as work by ranges of keys. */
@NullMarked
package com.zhaoli.pay.job.jobs;

import org.jspecify.annotations.NullMarked;
