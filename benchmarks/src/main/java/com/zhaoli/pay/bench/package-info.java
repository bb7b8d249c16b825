/** Benchmarks, and the form in which they tell what they measured. */
@NullMarked
package com.zhaoli.pay.bench;

import org.jspecify.annotations.NullMarked;
