/** The clock of the platform. */
@NullMarked
package com.zhaoli.pay.common.time;

import org.jspecify.annotations.NullMarked;
