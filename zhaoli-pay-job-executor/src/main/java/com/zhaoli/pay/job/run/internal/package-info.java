/** Runs, ranges and failed batches in the database. */
@NullMarked
package com.zhaoli.pay.job.run.internal;

import org.jspecify.annotations.NullMarked;
