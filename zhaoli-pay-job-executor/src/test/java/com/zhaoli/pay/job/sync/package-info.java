@NullMarked
package com.zhaoli.pay.job.sync;

import org.jspecify.annotations.NullMarked;
