/** A small XXL-JOB admin for development: executor registry, trigger, callback. */
@NullMarked
package com.zhaoli.pay.sandbox.job;

import org.jspecify.annotations.NullMarked;
