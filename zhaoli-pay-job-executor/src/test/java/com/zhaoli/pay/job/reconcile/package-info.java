@NullMarked
package com.zhaoli.pay.job.reconcile;

import org.jspecify.annotations.NullMarked;
