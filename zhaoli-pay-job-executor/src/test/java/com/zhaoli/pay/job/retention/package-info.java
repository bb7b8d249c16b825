@NullMarked
package com.zhaoli.pay.job.retention;

import org.jspecify.annotations.NullMarked;
