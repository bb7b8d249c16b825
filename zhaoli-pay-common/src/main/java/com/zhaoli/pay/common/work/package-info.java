/** How a service offers batch work to job-executor. */
@NullMarked
package com.zhaoli.pay.common.work;

import org.jspecify.annotations.NullMarked;
