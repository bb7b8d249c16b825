/** Bounded maps that survive the end of the process. */
@NullMarked
package com.zhaoli.pay.sandbox.journal;

import org.jspecify.annotations.NullMarked;
