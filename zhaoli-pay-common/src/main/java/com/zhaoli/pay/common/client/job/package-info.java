/** Batch work that a service offers to job-executor, by stable ranges of keys. */
@NullMarked
package com.zhaoli.pay.common.client.job;

import org.jspecify.annotations.NullMarked;
