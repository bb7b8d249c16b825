/** Removes what was kept for long enough, in all services that keep much. */
@NullMarked
package com.zhaoli.pay.job.retention;

import org.jspecify.annotations.NullMarked;
