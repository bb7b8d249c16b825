@NullMarked
package com.zhaoli.pay.job.executor;

import org.jspecify.annotations.NullMarked;
