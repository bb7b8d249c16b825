/** The delivery log, whose rows are also the claims that decide where Redis was lost. */
@NullMarked
package com.zhaoli.pay.notify.log;

import org.jspecify.annotations.NullMarked;
