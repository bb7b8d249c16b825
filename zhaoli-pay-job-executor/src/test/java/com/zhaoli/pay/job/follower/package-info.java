@NullMarked
package com.zhaoli.pay.job.follower;

import org.jspecify.annotations.NullMarked;
