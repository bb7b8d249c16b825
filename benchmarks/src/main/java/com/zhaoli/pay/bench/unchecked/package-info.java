/**
 * A gateway that checks no signature, for the benchmark that compares it with the one that does.
 */
@NullMarked
package com.zhaoli.pay.bench.unchecked;

import org.jspecify.annotations.NullMarked;
