/** Faults that are injected on request, to see how the platform bears them. */
@NullMarked
package com.zhaoli.pay.sandbox.fault;

import org.jspecify.annotations.NullMarked;
