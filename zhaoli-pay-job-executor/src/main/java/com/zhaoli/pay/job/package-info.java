/** Batch work that an XXL-JOB admin starts. */
@NullMarked
package com.zhaoli.pay.job;

import org.jspecify.annotations.NullMarked;
