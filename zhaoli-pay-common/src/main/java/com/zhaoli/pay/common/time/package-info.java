/** The clock of the platform, and what goes by time. */
@NullMarked
package com.zhaoli.pay.common.time;

import org.jspecify.annotations.NullMarked;
