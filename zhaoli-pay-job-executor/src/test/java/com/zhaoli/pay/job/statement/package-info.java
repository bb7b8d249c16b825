@NullMarked
package com.zhaoli.pay.job.statement;

import org.jspecify.annotations.NullMarked;
