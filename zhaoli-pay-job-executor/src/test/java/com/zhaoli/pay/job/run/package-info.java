@NullMarked
package com.zhaoli.pay.job.run;

import org.jspecify.annotations.NullMarked;
